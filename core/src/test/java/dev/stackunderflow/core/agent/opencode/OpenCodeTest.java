package dev.stackunderflow.core.agent.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenCode writes its database while it is read, and changes what it wrote. */
class OpenCodeTest {

  private static final String GAUGE = "ses_de8421724ffe0FiTUOpqX22SVl";
  private static final String FIRST_ANSWER = "msg_217bdeecd001VVmHxwwJmjnp7C";
  private static final String FIRST_TEXT = "prt_217bdf3de0019KbxxF9XZvzmc2";

  @TempDir Path folder;

  private LogHome home() throws Exception {
    return AgentHome.of("opencode", folder);
  }

  private Path database() {
    return folder.resolve(".local/share/opencode/opencode.db");
  }

  /** OpenCode's own connection. */
  private Connection agent() throws Exception {
    Connection db = Sqlite.openAsIs(database());
    Sqlite.execute(db, "PRAGMA journal_mode = WAL");
    return db;
  }

  private static void rewrite(Connection db, String text) throws Exception {
    Sqlite.update(
        db, "UPDATE part SET data = json_set(data, '$.text', ?) WHERE id = ?", text, FIRST_TEXT);
    touch(db);
  }

  private static void touch(Connection db) throws Exception {
    Sqlite.update(db, "UPDATE session SET time_updated = time_updated + 1 WHERE id = ?", GAUGE);
  }

  private static List<String> firstAnswer(LogHome home) throws Exception {
    return home.rows(
        "SELECT flags || ' ' || content_text FROM messages WHERE uuid = '"
            + FIRST_ANSWER
            + "' ORDER BY flags");
  }

  @Test
  void anAnswerThatGrowsIsReplacedAndLeavesNoTrace() throws Exception {
    LogHome home = home();
    home.ingest();
    try (Connection db = agent()) {
      rewrite(db, "I use a tool. And more.");
      home.ingest();
    }
    assertThat(firstAnswer(home)).containsExactly("0 I use a tool. And more.");
  }

  @Test
  void anAnswerThatIsRewrittenStaysAsSupersededAndCountsOnce() throws Exception {
    LogHome home = home();
    var before = home.total();
    try (Connection db = agent()) {
      rewrite(db, "Another text.");
      assertThat(home.total().tokens()).isEqualTo(before.tokens());
    }
    assertThat(firstAnswer(home)).containsExactly("0 Another text.", "1 I use a tool.");
  }

  @Test
  void anAnswerThatComesBackIsNoLongerSuperseded() throws Exception {
    LogHome home = home();
    home.ingest();
    try (Connection db = agent()) {
      rewrite(db, "Another text.");
      home.ingest();
      rewrite(db, "I use a tool.");
      home.ingest();
    }
    assertThat(firstAnswer(home)).containsExactly("0 I use a tool.", "1 Another text.");
  }

  @Test
  void messagesThatTheAgentDeletedStayAsSuperseded() throws Exception {
    LogHome home = home();
    var before = home.total();
    try (Connection db = agent()) {
      Sqlite.update(db, "DELETE FROM message WHERE id = ?", FIRST_ANSWER);
      touch(db);
      assertThat(home.total().tokens()).isEqualTo(before.tokens());
    }
    assertThat(firstAnswer(home)).containsExactly("1 I use a tool.");
  }

  @Test
  void onlyTheChangedSessionIsReadAgain() throws Exception {
    LogHome home = home();
    home.ingest();
    String others =
        "SELECT group_concat(m.id) FROM messages m JOIN sessions s ON s.id = m.session_fk"
            + " WHERE s.session_id <> '"
            + GAUGE
            + "'";
    List<String> before = home.rows(others);
    try (Connection db = agent()) {
      Sqlite.execute(db, "UPDATE message SET data = json_set(data, '$.mode', 'plan')");
      touch(db);
      home.ingest();
    }
    assertThat(home.rows(others)).isEqualTo(before);
  }

  @Test
  void readingWhileTheAgentWritesWaitsForNothing() throws Exception {
    LogHome home = home();
    String titles = "SELECT content_text FROM messages WHERE role = 'ai-title' ORDER BY 1";
    try (Connection db = agent()) {
      Sqlite.execute(db, "BEGIN IMMEDIATE");
      Sqlite.update(db, "UPDATE session SET title = 'A new title' WHERE id = ?", GAUGE);
      touch(db);
      assertThat(home.ingest().warnings()).isEmpty();
      Sqlite.execute(db, "COMMIT");
      assertThat(home.rows(titles)).containsExactly("Tidy the rain gauge", "Tidy the rain gauge");
      home.ingest();
      assertThat(home.rows(titles)).containsExactly("A new title", "Tidy the rain gauge");
      assertThat(Sqlite.number(db, "PRAGMA wal_checkpoint(TRUNCATE)"))
          .as("whether a reader is in the way")
          .isZero();
    }
  }

  @Test
  void nothingIsWrittenIntoTheAgentsFolder() throws Exception {
    LogHome home = home();
    byte[] before = Files.readAllBytes(database());
    var time = Files.getLastModifiedTime(database());
    home.ingest();
    try (Stream<Path> files = Files.list(database().getParent())) {
      assertThat(files).containsExactly(database());
    }
    assertThat(Files.readAllBytes(database())).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(database())).isEqualTo(time);
  }

  @Test
  void aDatabaseThatWasCopiedWithUnmergedChangesIsReadWithThem() throws Exception {
    LogHome home = home();
    Path other = Files.createDirectories(folder.resolve("other"));
    try (Connection db = agent()) {
      rewrite(db, "I use a tool, and it is in the write-ahead log.");
      for (String suffix : List.of("", "-wal")) {
        Files.copy(
            database().resolveSibling("opencode.db" + suffix),
            other.resolve("opencode.db" + suffix));
      }
    }
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(database().resolveSibling("opencode.db" + suffix));
    }
    for (String suffix : List.of("", "-wal")) {
      Files.copy(
          other.resolve("opencode.db" + suffix),
          database().resolveSibling("opencode.db" + suffix),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(firstAnswer(home))
        .containsExactly("0 I use a tool, and it is in the write-ahead log.");
    try (Stream<Path> files = Files.list(database().getParent())) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void anUnknownSchemaIsNamedAndStopsNoOtherAgent() throws Exception {
    LogHome home = home();
    try (Connection db = agent()) {
      Sqlite.execute(db, "ALTER TABLE message RENAME TO message_v9");
    }
    LogHome.write(
        home.claude("one"),
        """
        {"type":"user","sessionId":"one","uuid":"u","timestamp":"2026-11-01T00:00:00Z",\
        "message":{"content":"hello"}}""");
    IngestReport report = home.ingest();
    assertThat(report.warnings()).singleElement().asString().contains("OpenCode", "'message'");
    assertThat(home.rows("SELECT content_text FROM messages")).containsExactly("hello");
  }

  @Test
  void aFileThatIsNotADatabaseIsNamed() throws Exception {
    LogHome home = home();
    Files.writeString(database(), "not a database, but long enough to look at ".repeat(100));
    assertThat(home.ingest().warnings())
        .singleElement()
        .asString()
        .contains("damaged or not a database");
  }

  @Test
  void sessionsOfOlderVersionsAreReadFromTheirSmallFiles() throws Exception {
    var home = new LogHome(folder);
    Path storage = folder.resolve(".local/share/opencode/storage");
    LogHome.write(
        storage.resolve("session/p1/ses_1.json"),
        """
        {"id":"ses_1","projectID":"p1","directory":"/home/me/app","title":"Old one",\
        "time":{"created":1764000000000,"updated":1764000009000}}""");
    LogHome.write(
        storage.resolve("message/ses_1/msg_1.json"),
        """
        {"id":"msg_1","sessionID":"ses_1","role":"user","time":{"created":1764000001000}}""");
    LogHome.write(
        storage.resolve("part/msg_1/prt_1.json"),
        """
        {"id":"prt_1","type":"text","text":"how deep is it"}""");
    LogHome.write(
        storage.resolve("message/ses_1/msg_2.json"),
        """
        {"id":"msg_2","sessionID":"ses_1","role":"assistant","modelID":"m-1","parentID":"msg_1",\
        "time":{"created":1764000002000,"completed":1764000003000},\
        "tokens":{"total":27,"input":10,"output":5,"reasoning":2,"cache":{"read":7,"write":3}}}""");
    LogHome.write(
        storage.resolve("part/msg_2/prt_2.json"),
        """
        {"id":"prt_2","type":"text","text":"two metres"}""");
    assertThat(home.total().tokens())
        .hasToString("Tokens[input=10, output=7, cacheCreation=3, cacheRead=7]");
    assertThat(home.title()).isEqualTo("Old one");
    assertThat(home.found("metres")).isEqualTo(1);
    LogHome.write(
        storage.resolve("part/msg_2/prt_3.json"),
        """
        {"id":"prt_3","type":"tool","tool":"bash"}""");
    home.ingest();
    assertThat(home.rows("SELECT tools_json FROM messages WHERE uuid = 'msg_2'"))
        .containsExactly("[\"bash\"]");
  }

  @Test
  void aSubagentsSessionBelongsToItsParent() throws Exception {
    LogHome home = home();
    try (Connection db = agent()) {
      Sqlite.update(db, "UPDATE session SET parent_id = ? WHERE directory LIKE '%pond'", GAUGE);
      home.ingest();
    }
    assertThat(home.rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly(GAUGE, GAUGE + "/ses_de841ed94ffee2XItJVvcy4zai");
  }
}
