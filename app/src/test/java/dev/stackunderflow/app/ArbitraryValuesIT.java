package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PythonStore;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of an event, of whatever source, stops a command on any device. */
class ArbitraryValuesIT {

  private static final String KEY = "MY_KEY";
  private static final String SLUG = "-home-me-src-app";

  private static final List<List<String>> VIEWS =
      List.of(
          List.of("sessions"),
          List.of("sessions", "--json", "--since", "2000-01-01"),
          List.of("projects"),
          List.of("projects", "--json"),
          List.of("report"),
          List.of("report", "--json"),
          List.of("report", "--by", "day"),
          List.of("report", "--by", "week", "--since", "2026-01-01"),
          List.of("report", "--by", "month", "--csv"),
          List.of("report", "--by", "device"),
          List.of("report", "--by", "project"),
          List.of("report", "--by", "model"),
          List.of("report", "--by", "session"),
          List.of("search", "hello"),
          List.of("search", "hello", "--json"),
          List.of("sql", "SELECT sum(input_tokens), sum(output_tokens) FROM messages"),
          List.of("sql", "SELECT * FROM sessions"),
          List.of("export", "--format", "jsonl"),
          List.of("export", "--format", "csv"),
          List.of("sync", "conflicts"),
          List.of("sync", "fingerprint"),
          List.of("sync", "status"),
          List.of("sync", "devices"),
          List.of("sync", "verify"));

  private String bucket;
  private Machine laptop;
  private Machine work;

  @BeforeEach
  void machines(@TempDir Path temporary) throws Exception {
    bucket = Files.createDirectory(temporary.resolve("bucket")).toUri().toString();
    laptop = new Machine(temporary.resolve("laptop"), Map.of(), new TestClock());
    work = new Machine(temporary.resolve("work"), Map.of(), new TestClock());
  }

  private static Shell.Run run(Machine machine, String... args) {
    Shell.Run run = Shell.run(machine.env(), args);
    String said = String.join(" ", args) + ":\n" + run.err();
    assertThat(run.err()).as(said).doesNotContain("\tat ", "Exception", "Unexpected failure");
    assertThat(run.exitCode()).as(said).isZero();
    return run;
  }

  private void init(Machine machine) throws Exception {
    JsonNode init =
        run(machine, "sync", "init", "--bucket", bucket, "--key-from-env", KEY, "--json").json();
    if (init.hasNonNull("secret_key")) {
      for (Machine each : List.of(laptop, work)) {
        each.env().put(KEY, init.get("secret_key").asText());
      }
    }
  }

  private static void checkEveryView(Machine machine, String session) throws Exception {
    for (List<String> view : VIEWS) {
      Shell.Run run = run(machine, view.toArray(String[]::new));
      if (!view.contains("export") && !view.contains("sql")) {
        assertSafe(run.out());
      }
      assertSafe(run.err());
    }
    assertSafe(run(machine, "sync", "forget", "--session", session, "--dry-run").out());
    for (JsonNode one : run(machine, "sessions", "--json").json()) {
      String id = one.get("session_id").asText();
      if (!id.isBlank() && !id.startsWith("-")) {
        assertSafe(run(machine, "show", id).out());
        run(machine, "show", id, "--json");
      }
    }
  }

  private static void assertSafe(String output) {
    assertThat(output.replace("\r\n", "\n")).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n\t]]");
  }

  private static String[] lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(Lines.user("u" + i, Lines.at(10 * i), "hello " + i));
      lines.add(Lines.assistant("a" + i, Lines.at(10 * i + 1), "hello to you " + i, 50));
    }
    return lines.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ofTheLog(long seed) throws Exception {
    var values = new ArbitraryValues(seed);
    List<String> changed = new ArrayList<>();
    for (String line : lines()) {
      changed.add(values.chance(70) ? values.changed(line) : line);
    }
    laptop.append(SLUG, "one", changed.toArray(String[]::new));
    run(laptop, "ingest");
    init(laptop);
    init(work);
    run(laptop, "sync", "now");
    run(work, "sync", "now");
    checkEveryView(laptop, "one");
    checkEveryView(work, "one");
    assertSameFingerprint();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void ofAnotherDevicesSegment(long seed) throws Exception {
    init(laptop);
    init(work);
    for (String session : List.of("one", "two")) {
      laptop.append(SLUG, session, lines());
    }
    run(laptop, "ingest");
    try (Connection db = Sqlite.openAsIs(laptop.home().store())) {
      change(db, new ArbitraryValues(seed), List.of("messages"));
    }
    run(laptop, "sync", "now");
    run(work, "sync", "now");
    checkEveryView(work, "one");
    checkEveryView(laptop, "one");
    assertSameFingerprint();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void ofAnotherProgramsStore(long seed) throws Exception {
    PythonStore.create(laptop.home().store());
    for (int i = 10; i < 40; i++) {
      PythonStore.add(laptop.home().store(), i, 1000 + i, "hello " + i);
    }
    try (Connection db = Sqlite.openAsIs(laptop.home().store())) {
      Sqlite.update(db, "UPDATE messages_202611 SET session_fk = 77 WHERE id = 12");
      change(
          db,
          new ArbitraryValues(seed),
          List.of("messages_202610", "messages_202611", "messages_unknown"));
    }
    init(laptop);
    init(work);
    run(laptop, "sync", "now");
    run(work, "sync", "now");
    checkEveryView(laptop, "long");
    checkEveryView(work, "long");
    assertThat(run(laptop, "sessions").err()).contains("1 event of laptop cannot be shown");
  }

  /** Puts a value into each column of some rows; what the store's own constraints refuse stays. */
  private static void change(Connection db, ArbitraryValues values, List<String> tables)
      throws SQLException {
    List<String> columns =
        List.of(
            "timestamp",
            "role",
            "model",
            "input_tokens",
            "output_tokens",
            "cache_create_tokens",
            "cache_read_tokens",
            "content_text",
            "tools_json",
            "raw_json",
            "is_sidechain",
            "uuid",
            "parent_uuid",
            "speed",
            "seq");
    for (String table : tables) {
      for (String column : columns) {
        for (int i = 0; i < 5; i++) {
          Sqlite.update(
              db,
              "UPDATE OR IGNORE "
                  + table
                  + " SET "
                  + column
                  + " = ? WHERE id = (SELECT id FROM "
                  + table
                  + " ORDER BY id LIMIT 1 OFFSET "
                  + values.below(40)
                  + ")",
              values.value());
        }
      }
    }
    for (String column : List.of("display_name", "path", "first_seen", "last_modified")) {
      Sqlite.update(db, "UPDATE OR IGNORE projects SET " + column + " = ?", values.value());
    }
    for (String column : List.of("first_ts", "last_ts", "message_count")) {
      Sqlite.update(db, "UPDATE OR IGNORE sessions SET " + column + " = ?", values.value());
    }
  }

  private void assertSameFingerprint() throws Exception {
    assertThat(run(work, "sync", "fingerprint", "--json").json().get("fingerprint"))
        .isEqualTo(run(laptop, "sync", "fingerprint", "--json").json().get("fingerprint"));
  }

  @Test
  void hugeTokenCountsAreNotCountedAndSaid() throws Exception {
    init(laptop);
    init(work);
    String huge = Lines.assistant("a1", Lines.at(1), "hello", 50);
    laptop.append(
        SLUG,
        "big",
        Lines.user("u0", Lines.at(0), "hello"),
        huge.replace("\"input_tokens\":7", "\"input_tokens\":9223372036854775807"),
        huge.replace("a1", "a2").replace("\"input_tokens\":7", "\"input_tokens\":1e300"),
        huge.replace("a1", "a3").replace("\"output_tokens\":50", "\"output_tokens\":-5"),
        huge.replace("a1", "a4"));
    run(laptop, "ingest");
    run(laptop, "sync", "now");
    run(work, "sync", "now");

    for (Machine machine : List.of(laptop, work)) {
      Shell.Run report = run(machine, "report", "--json");
      assertThat(report.err())
          .contains("3 events of laptop state token counts that cannot be true");
      JsonNode total = report.json();
      assertThat(total.get("uncounted_events").asLong()).isEqualTo(3);
      assertThat(total.get("input_tokens").asLong()).isEqualTo(7);
      assertThat(total.get("output_tokens").asLong()).isEqualTo(50);
    }
    assertThat(run(work, "sync", "forget", "--session", "big", "--yes").err()).contains("Deleted");
    assertThat(run(work, "report", "--json").err()).doesNotContain("cannot be true");
  }
}
