package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The view for other tools: sql, export, show --raw and --markdown. */
class ExportCliIT extends SharedSessionFixture {

  @Test
  void sqlAnswersOverAllDevicesAndReadsOnly() throws Exception {
    assertThat(
            run(
                    work,
                    "sql",
                    "select s.device, s.session_id, message_count, sum(output_tokens) as output"
                        + " from sessions s join messages m on m.session_fk = s.id"
                        + " group by s.id order by 2")
                .out())
        .isEqualTo(
            """
            DEVICE  SESSION_ID  MESSAGE_COUNT  OUTPUT
            laptop  one-1                   3      50
            work    two-2                   1       0
            """);
    assertThat(run(work, "sql", "--csv", "select 1 as a, 'x,\"y' as b, null as c").out())
        .isEqualTo("a,b,c\r\n1,\"x,\"\"y\",\r\n");
    JsonNode projects =
        new ObjectMapper()
            .readTree(
                run(work, "sql", "--json", "select * from projects where device = 'laptop'").out());
    assertThat(projects.get(0).get("slug").asText()).isEqualTo(SLUG);
    assertThat(projects.get(0).get("first_seen").asDouble()).isPositive();
    assertThat(json(work, "sql", "--json", "select 1 where 0")).isEmpty();

    for (String writing :
        List.of(
            "delete from messages",
            "delete from store.messages",
            "with x as (select 1) delete from store.messages",
            "attach 'x.db' as x",
            "/* select */ pragma store.user_version = 7",
            "vacuum into 'copy.db'",
            "select 1; delete from store.messages",
            "select load_extension('evil')",
            "")) {
      Shell.Run refused = run(work, "sql", writing);
      assertThat(refused.exitCode()).as(writing).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).isNotBlank().doesNotContain("\tat ");
    }
    refused(run(work, "sql", "select nowhere from messages"), "SQL: no such column: nowhere");
    refused(run(work, "sql", "selec 1"), "only reads");
    assertThat(run(work, "sql", "select ';' as \"a;b\"; -- done").out()).isEqualTo("A;B\n;\n");
    assertThat(json(work, "report", "--json").get("events").asInt()).isEqualTo(4);
  }

  @Test
  void theSqlite3CommandSeesTheSame() throws Exception {
    Path script = folder.resolve("union.sql");
    Files.writeString(script, run(work, "sql", "--script").out());
    String query = "select device, sum(output_tokens) from messages group by 1 order by 1";
    assertThat(sqlite3(folder, "-init", script.toString(), ":memory:", query))
        .endsWith("laptop|50\nwork|0\n");

    String page = Files.readString(Path.of("../docs/sql.md"));
    String recipe =
        page.substring(page.indexOf("```sql") + "```sql".length(), page.indexOf("```\n<!-- /rec"));
    assertThat(sqlite3(work.home().folder(), ":memory:", recipe)).isEqualTo("laptop|50\nwork|0\n");
  }

  @Test
  void theViewIsExportedAsLinesAsCsvAndAsAStore() throws Exception {
    String lines = run(work, "export", "--format", "jsonl").out();
    assertThat(lines.lines()).hasSize(4);
    long output = 0;
    for (String line : lines.lines().toList()) {
      JsonNode event = JSON.readTree(line);
      output += event.get("output_tokens").asLong();
      assertThat(event.get("device_label").asText()).isIn("laptop", "work");
      assertThat(event.get("raw_json").asText()).startsWith("{\"parentUuid\"");
    }
    assertThat(output).isEqualTo(50);

    Path csv = folder.resolve("all.csv");
    Shell.Run toFile =
        run(work, "export", "--format", "csv", "--device", "laptop", "--output", csv.toString());
    assertThat(toFile.exitCode()).as(toFile.err()).isZero();
    assertThat(toFile.err()).contains("Wrote 3 events to " + csv);
    assertThat(Files.readString(csv)).contains("\"hello, \"\"there\"\"\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)))
        .isEqualTo("rw-------");
    refused(run(work, "export", "--format", "csv", "--output", csv.toString()), "already exists");

    refused(run(work, "export", "--format", "sqlite"), "--output FILE");
    Path store = folder.resolve("all.db");
    assertThat(run(work, "export", "--format", "sqlite", "--output", store.toString()).exitCode())
        .isZero();
    try (Connection db = Sqlite.openAsIs(store)) {
      assertThat(Sqlite.text(db, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(Sqlite.number(db, "SELECT count(*) FROM messages")).isEqualTo(4);
      assertThat(Sqlite.number(db, "SELECT sum(output_tokens) FROM messages")).isEqualTo(50);
      assertThat(Sqlite.number(db, "SELECT count(*) FROM sessions")).isEqualTo(2);
      assertThat(Sqlite.number(db, "SELECT sum(message_count) FROM sessions")).isEqualTo(4);
      assertThat(Sqlite.number(db, "SELECT count(*) FROM projects")).isEqualTo(2);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
        .isEqualTo("rw-------");
    try (var left = Files.list(folder)) {
      assertThat(left.filter(f -> f.toString().contains(".part"))).isEmpty();
    }
  }

  @Test
  void theFiltersOfExportAndSessionsMeanTheSame() throws Exception {
    record Case(int sessions, int events, List<String> options) {}
    for (Case one :
        List.of(
            new Case(1, 3, List.of("--project", "app", "--until", "2026-11-01T12:00:00Z")),
            new Case(1, 3, List.of("--project", "/home/me/src/app", "--device", "laptop")),
            new Case(1, 1, List.of("--project", "other")),
            new Case(0, 0, List.of("--project", "none")),
            new Case(0, 0, List.of("--provider", "codex")),
            new Case(2, 4, List.of("--provider", "claude")),
            new Case(1, 1, List.of("--since", "2026-11-01T22:00:00Z")),
            new Case(1, 3, List.of("--until", "2026-11-01T00:00:03Z")),
            new Case(1, 1, List.of("--until", "2026-11-01T00:00:02Z")),
            new Case(0, 0, List.of("--until", "2026-10-30")),
            new Case(2, 4, List.of("--since", "2026-10-31")),
            new Case(1, 1, List.of("--device", "this")))) {
      List<String> export = new java.util.ArrayList<>(List.of("export", "--format", "jsonl"));
      export.addAll(one.options());
      assertThat(run(work, export.toArray(String[]::new)).out().lines())
          .as("export %s", one.options())
          .hasSize(one.events());
      List<String> sessions = new java.util.ArrayList<>(List.of("sessions", "--json"));
      sessions.addAll(one.options());
      assertThat(json(work, sessions.toArray(String[]::new)))
          .as("sessions %s", one.options())
          .hasSize(one.sessions());
    }
    assertThat(json(work, "sessions", "--limit", "1", "--json")).hasSize(1);
    refused(run(work, "sessions", "--since", "soon"), "Not a valid date or time: soon");
    refused(run(work, "export", "--format", "csv", "--device", "x"), "No device matches x");
    assertThat(run(work, "sessions").out()).startsWith("SESSION").contains("DURATION", "0 min");
  }

  @Test
  void aSessionIsShownAsItsLogAndAsMarkdown() throws Exception {
    assertThat(run(work, "show", "one", "--raw").out())
        .isEqualTo(Files.readString(laptop.log(SLUG, "one-1")));
    assertThat(run(work, "show", "one", "--raw", "--device", "this").out()).isEmpty();
    assertThat(run(work, "show", "one", "--markdown").out())
        .startsWith("# hello, \"there\"\n\n- Session: one-1\n- Project: app\n")
        .contains("- Device: laptop\n", "\n## assistant, ", "\nhello to you\n");
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheCommandWithoutAWord() {
    for (String[] args :
        new String[][] {
          {"sessions"},
          {"show", "one"},
          {"show", "one", "--raw"},
          {"show", "one", "--markdown"},
          {"export", "--format", "jsonl"},
          {"export", "--format", "csv"},
          {"sql", "select * from messages"},
          {"sql", "--json", "select * from messages"}
        }) {
      var err = new java.io.ByteArrayOutputStream();
      int exitCode =
          Main.run(
              args,
              work.env(),
              new PrintStream(new Gone(), false, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              Terminal.NONE);
      assertThat(err.toString(StandardCharsets.UTF_8)).as(String.join(" ", args)).isEmpty();
      assertThat(exitCode).isZero();
    }
  }
}
