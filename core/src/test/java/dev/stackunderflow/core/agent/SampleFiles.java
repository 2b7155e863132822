package dev.stackunderflow.core.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the agents' samples, and earlier states of them. */
final class SampleFiles {

  /** Samples of agents that are not in this repository. */
  private static final Path SHARED = Path.of("../../shared/data/agents/real").toAbsolutePath();

  private SampleFiles() {}

  /** The agents that have a sample here. */
  static List<String> agents() throws IOException {
    List<String> agents = new ArrayList<>(AgentHome.agents());
    for (String shared : List.of("claude", "codex")) {
      if (Files.isDirectory(SHARED.resolve(shared))) {
        agents.add(shared);
      }
    }
    return agents;
  }

  /** An agent's files by their paths below the home folder. */
  static Map<String, byte[]> of(String agent) throws IOException {
    Path home =
        AgentHome.agents().contains(agent)
            ? AgentHome.samples(agent)
            : SHARED.resolve(agent).resolve("home");
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(home.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Whether a file is a SQLite database. */
  static boolean isDatabase(byte[] content) {
    return content.length > 15 && new String(content, 0, 6, ISO_8859_1).equals("SQLite");
  }

  /** Whether a file grows by lines. */
  static boolean isLog(String path) {
    return path.endsWith(".jsonl") || path.endsWith(".md");
  }

  /** Earlier states of a file, then the file: as its agent writes it, or as it is met half-way. */
  static List<byte[]> states(String path, byte[] content, Path work, Random random)
      throws IOException, SQLException {
    List<byte[]> states = new ArrayList<>();
    if (isDatabase(content)) {
      for (int keep = 1 + random.nextInt(2); keep < 3; keep++) {
        states.add(earlier(content, keep / 3.0, work));
      }
    } else if (isLog(path) || random.nextInt(3) == 0) {
      int[] cuts = random.ints(random.nextInt(4), 0, content.length + 1).sorted().toArray();
      for (int cut : cuts) {
        states.add(Arrays.copyOf(content, cut));
      }
    }
    states.add(content);
    return states;
  }

  /** A database without the last rows of each table. */
  private static byte[] earlier(byte[] content, double keep, Path work)
      throws IOException, SQLException {
    Path copy = work.resolve("earlier.db");
    Files.write(copy, content);
    try (var db = Sqlite.openAsIs(copy)) {
      Sqlite.execute(db, "PRAGMA journal_mode = DELETE");
      Sqlite.execute(db, "PRAGMA foreign_keys = OFF");
      List<String> tables = new ArrayList<>();
      try (var names =
          db.createStatement()
              .executeQuery(
                  "SELECT name FROM pragma_table_list WHERE type = 'table' AND wr = 0"
                      + " AND name NOT LIKE 'sqlite_%'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      if (tables.remove("event_sequence")) { // says how far each session is
        Sqlite.execute(db, "UPDATE event_sequence SET seq = seq - 1");
      }
      for (String table : tables) {
        String name = '"' + table + '"';
        Sqlite.execute(
            db,
            "DELETE FROM %s WHERE rowid > (SELECT min(rowid) + %s * (max(rowid) - min(rowid)) FROM %s)"
                .formatted(name, keep, name));
      }
    }
    byte[] earlier = Files.readAllBytes(copy);
    Files.delete(copy);
    return earlier;
  }

  /** Puts a file in its place as another file, changed at this second. */
  static void put(Path file, byte[] content, long second) throws IOException {
    Files.createDirectories(file.getParent());
    Path other = file.resolveSibling(file.getFileName() + ".put");
    Files.write(other, content);
    Files.setLastModifiedTime(other, FileTime.from(Instant.ofEpochSecond(second)));
    Files.move(other, file, REPLACE_EXISTING);
  }

  /** What the views show. A session's project stays the one under which it was met first. */
  static List<String> shown(LogHome home) throws SQLException, IOException {
    List<String> shown = new ArrayList<>();
    shown.add(
        home.catalog(catalog -> catalog.report(new DeviceFilter.All()))
            .total()
            .tokens()
            .toString());
    home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 99)).stream()
        .map(s -> s.sessionId() + ": " + s.title() + ", " + s.events() + " messages, " + s.tokens())
        .sorted()
        .forEach(shown::add);
    return shown;
  }
}
