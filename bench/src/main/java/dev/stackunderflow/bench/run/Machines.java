package dev.stackunderflow.bench.run;

import dev.stackunderflow.bench.Synthetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two machines of one user, and what is timed on them in one round. */
final class Machines {

  private static final int NEW_EVENTS = 100;
  private static final int REPEATS = 3;
  private static final String WORD = "segment";

  private final Path program;
  private final Path folder;
  private final int events;
  private final CountedS3 s3;
  private final Figures figures;
  private final Path corpus;
  private final Path others;
  private final Peers peers;
  private int written;

  /**
   * Two machines in a folder.
   *
   * @param program the command that is timed
   * @param corpus a folder whose files' words the logs have
   * @param folder where logs and homes are written
   * @param events how many events the logs have
   */
  Machines(Path program, Path corpus, Path folder, int events, CountedS3 s3, Figures figures)
      throws IOException {
    this.program = program;
    this.folder = folder;
    this.events = events;
    this.s3 = s3;
    this.figures = figures;
    this.corpus = corpus;
    this.others = Files.createDirectories(folder.resolve("others"));
    this.peers = new Peers(s3, logs(), others);
  }

  private Path logs() {
    return folder.resolve("logs/.claude");
  }

  /** Writes the same logs each time: {@code events} lines of Claude Code. */
  void writeLogs() throws IOException {
    delete(folder.resolve("logs"));
    written = 0;
    more(events);
  }

  private void more(int count) throws IOException {
    Synthetic.main(
        new String[] {
          folder.resolve("logs").toString(),
          String.valueOf(count),
          corpus.toString(),
          String.valueOf(1 + written),
          String.valueOf(written)
        });
    written += (count + 109) / 110 * 110;
  }

  /** Everything once, from empty homes and an empty bucket. */
  void round(int number) throws IOException, InterruptedException {
    s3.clear();
    delete(folder.resolve("one"));
    delete(folder.resolve("two"));
    Files.createDirectories(folder.resolve("one"));
    Files.createDirectories(folder.resolve("two"));
    peers.prepare();
    s3.count(); // from here on
    ingest();
    firstPush();
    firstPull();
    for (int i = 0; i < REPEATS; i++) {
      views();
      nothingNew();
    }
    someNew(number);
  }

  private void ingest() throws IOException, InterruptedException {
    ours("ingest", "one", "ingest");
    peer("ingest", "jq", "jq -c .type", peers.jq());
    peer("ingest", "ccusage", "ccusage daily", peers.ccusage());
  }

  private void firstPush() throws IOException, InterruptedException {
    init("one");
    ours("first push", "one", "sync", "push");
    peer("first push", "restic", "restic backup", peers.resticBackup());
    peer("first push", "rclone", "rclone copy, crypt", peers.rclone());
    peer("first push", "age", "tar | zstd -3 -T2 | age", peers.zstdAndAge());
  }

  private void firstPull() throws IOException, InterruptedException {
    init("two");
    ours("first pull", "two", "sync", "pull");
    peer(
        "first pull",
        "restic",
        "restic restore, sqlite3 insert",
        peers.resticRestoreAndInsert(folder.resolve("one/.stackunderflow/store.db")));
    ours("first report after the first pull", "two", "report");
    ours("first search after the first pull", "two", "search", WORD);
  }

  private void views() throws IOException, InterruptedException {
    ours("--version", "two", "--version");
    ours("sync status", "two", "sync", "status");
    ours("sessions --limit 20", "two", "sessions", "--limit", "20");
    ours("report", "two", "report");
    peer("report", "ccusage", "ccusage daily", peers.ccusage());
    ours("search", "two", "search", WORD);
    peer("search", "rg", "rg -c -i", peers.ripgrep(WORD));
  }

  private void nothingNew() throws IOException, InterruptedException {
    ours("sync pull, nothing new", "two", "sync", "pull");
    peer("sync pull, nothing new", "restic", "restic backup", peers.resticBackup());
  }

  private void someNew(int round) throws IOException, InterruptedException {
    String step = NEW_EVENTS + " new events: ";
    more(NEW_EVENTS);
    ours(step + "ingest", "one", "ingest");
    ours(step + "sync push", "one", "sync", "push");
    peer(step + "sync push", "restic", "restic backup", peers.resticBackup());
    ours(step + "sync pull", "two", "sync", "pull");
    ours(step + "report", "two", "report");
    if (round == 1) {
      System.err.println("  logs: " + written + " events");
    }
  }

  private void init(String machine) throws IOException, InterruptedException {
    Run.of(
        command(
            "sync",
            "init",
            "--bucket",
            s3.url("vault"),
            "--key-file",
            folder.resolve("one/key.txt").toString(),
            "--label",
            machine),
        environment(machine),
        folder);
    s3.count();
  }

  private void ours(String step, String machine, String... words)
      throws IOException, InterruptedException {
    Run run = Run.of(command(words), environment(machine), folder);
    figures.add(events, step, "stackunderflow", run, s3.count());
  }

  private void peer(String step, String program, String name, List<String> command)
      throws IOException, InterruptedException {
    if (Peers.has(program)) {
      Run run = Run.of(command, peers.environment(), others);
      figures.add(events, step, name, run, s3.count());
    }
  }

  private List<String> command(String... words) {
    return Stream.concat(Stream.of(program.toString()), Stream.of(words)).toList();
  }

  /** The second machine has no logs. */
  private Map<String, String> environment(String machine) {
    Map<String, String> env = new HashMap<>(s3.credentials());
    env.put("HOME", folder.resolve(machine).toString());
    if (machine.equals("one")) {
      env.put("CLAUDE_CONFIG_DIR", folder.resolve("logs/.claude").toString());
    }
    return env;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
