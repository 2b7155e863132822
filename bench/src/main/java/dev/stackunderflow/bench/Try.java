package dev.stackunderflow.bench;

import dev.stackunderflow.app.Main;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.testing.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code ./try}: a demo on one machine, with two homes and an S3 server on loopback. */
public final class Try {

  private static final String KEY = "STACKUNDERFLOW_KEY";
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{6,}");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path folder;
  private final S3Server s3;

  private Try(Path folder, S3Server s3) {
    this.folder = folder;
    this.s3 = s3;
  }

  /** Runs the demo; exits with code 1 if a step failed. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("stackunderflow-try-");
    int exitCode;
    try (var s3 = new S3Server()) {
      exitCode = new Try(folder, s3).run() ? 0 : 1;
    } finally {
      delete(folder);
    }
    System.exit(exitCode);
  }

  private boolean run() throws Exception {
    Map<String, String> laptop = machine("laptop");
    Map<String, String> work = machine("work");
    int own = SampleLogs.copyNewest(Home.userHome(System.getenv()), folder.resolve("laptop"));
    if (own == 0) {
      SampleLogs.laptop(folder.resolve("laptop"));
    }
    SampleLogs.work(folder.resolve("work"));
    out.println(
        "Two machines simulated on this one, and an S3 server on loopback. Nothing leaves it.");
    out.println(
        own > 0
            ? "  laptop  has copies of your " + own + " newest session logs"
            : "  laptop  has sample logs");
    out.println("  work    has sample logs");

    boolean good = setUp(laptop, work);
    title("Each machine pushes its events and pulls the other's");
    good &= command(laptop, "sync", "push");
    good &= command(work, "sync", "now");
    good &= command(laptop, "sync", "now");
    title("One view over both, here on work");
    good &= command(work, "report");
    good &= showBucket();
    good &= decrypt(String.valueOf(laptop.get(KEY)));
    next();
    return good;
  }

  private Map<String, String> machine(String name) throws IOException {
    Map<String, String> env = new HashMap<>(s3.credentials());
    env.put("HOME", Files.createDirectory(folder.resolve(name)).toString());
    env.put("HOSTNAME", name);
    return env;
  }

  private boolean setUp(Map<String, String> laptop, Map<String, String> work) {
    title("The laptop imports its logs and creates the vault");
    boolean good = command(laptop, "ingest");
    var captured = new ByteArrayOutputStream();
    String[] init = {"sync", "init", "--bucket", s3.url(), "--key-from-env", KEY};
    say(laptop, init);
    int exitCode = run(laptop, new PrintStream(captured, true, StandardCharsets.UTF_8), init);
    String line = captured.toString(StandardCharsets.UTF_8).strip();
    String key = line.substring(line.indexOf('=') + 1);
    out.println("export " + KEY + "=" + key.substring(0, Math.min(key.length(), 18)) + "…");
    laptop.put(KEY, key);
    work.put(KEY, key);
    title("Work joins with the same key");
    good &= command(work, "ingest");
    good &= command(work, init);
    return good && exitCode == 0;
  }

  private void title(String text) {
    out.println();
    out.println("== " + text);
  }

  private void say(Map<String, String> env, String... args) {
    out.println(env.get("HOSTNAME") + "$ stackunderflow " + String.join(" ", args));
  }

  private boolean command(Map<String, String> env, String... args) {
    say(env, args);
    return run(env, out, args) == 0;
  }

  private int run(Map<String, String> env, PrintStream to, String... args) {
    return Main.run(args, env, to, out, Terminal.NONE);
  }

  private boolean showBucket() throws IOException {
    title("What the bucket holds");
    Map<String, byte[]> objects = s3.objects();
    Set<String> words = words();
    int found = 0;
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      out.printf("%,10d bytes  %s%n", object.getValue().length, object.getKey());
      String text = new String(object.getValue(), StandardCharsets.ISO_8859_1);
      boolean isEncrypted = object.getKey().endsWith(".age");
      found += isEncrypted ? (int) words.stream().filter(text::contains).count() : 0;
    }
    out.println(
        "Of "
            + String.format("%,d", words.size())
            + " different words in the logs, "
            + (found == 0 ? "none is" : found + " ARE")
            + " in the bucket.");
    return found == 0;
  }

  /** The words of the logs, except those in the header of every age file. */
  private Set<String> words() throws IOException {
    Set<String> words = new TreeSet<>();
    for (String machine : List.of("laptop", "work")) {
      try (Stream<Path> walk = Files.walk(folder.resolve(machine))) {
        for (Path file : walk.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
          Matcher word = WORD.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
          while (word.find()) {
            words.add(word.group());
          }
        }
      }
    }
    words.remove("encryption");
    return words;
  }

  private boolean decrypt(String key) throws IOException, InterruptedException {
    title("Without this program: age, zstd and sqlite3 can read a segment");
    if (!Stream.of("age", "zstd", "sqlite3").allMatch(Try::isInstalled)) {
      out.println("(not shown: age, zstd and sqlite3 are not all installed here)");
      return true;
    }
    String name =
        s3.objects().keySet().stream()
            .filter(object -> object.contains("/segments/"))
            .findFirst()
            .orElseThrow();
    Path keyFile = PrivateFiles.createFile(folder.resolve("key.txt"));
    Files.writeString(keyFile, key + "\n");
    Files.write(folder.resolve("segment.age"), s3.object(name));
    String recipe =
        "age -d -i key.txt segment.age | zstd -dq > s.db;"
            + " sqlite3 s.db 'select count(*), min(timestamp) from event'";
    out.println("$ " + recipe);
    Process process =
        new ProcessBuilder("sh", "-c", recipe)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }

  private void next() {
    title("With your own bucket");
    out.println(
        """
        export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…
        ./stackunderflow ingest
        ./stackunderflow sync init --key-from-env STACKUNDERFLOW_KEY --bucket 's3://BUCKET?endpoint=https://…'
        ./stackunderflow sync now
        or, with a folder on a NAS:  --bucket file:///mnt/nas/folder
        Everything that this demo created is deleted again.""");
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
