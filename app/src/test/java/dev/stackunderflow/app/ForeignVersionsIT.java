package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PythonVersions;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of each version of the Python tool is reported, synced and carried, and not changed. */
class ForeignVersionsIT {

  private static final String KEY = "MY_KEY";

  private static JsonNode json(Machine machine, String... args) throws Exception {
    Shell.Run run = Shell.run(machine.env(), args);
    assertThat(run.exitCode()).as(String.join(" ", args) + ": " + run.err()).isZero();
    return run.json();
  }

  private static List<String> schema(Path store) throws Exception {
    List<String> all = new ArrayList<>();
    try (Connection db = Sqlite.openAsIs(store);
        Statement select = db.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT name || coalesce(sql, '') FROM sqlite_schema"
                    + " WHERE name NOT LIKE '%sync_state%' ORDER BY 1")) {
      while (row.next()) {
        all.add(row.getString(1));
      }
      all.add(String.valueOf(Sqlite.number(db, "PRAGMA user_version")));
      all.add(String.valueOf(Sqlite.number(db, "PRAGMA application_id")));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 22, 29, 30})
  void aStoreOfAVersionIsAsGoodAsAnother(int version, @TempDir Path folder) throws Exception {
    var python = new Machine(folder.resolve("python"), Map.of(), new TestClock());
    var work = new Machine(folder.resolve("work"), Map.of(), new TestClock());
    PythonVersions.create(python.home().store(), version);
    List<String> before = schema(python.home().store());
    String bucket = Files.createDirectory(folder.resolve("bucket")).toUri().toString();

    JsonNode init =
        json(python, "sync", "init", "--bucket", bucket, "--key-from-env", KEY, "--json");
    python.env().put(KEY, init.get("secret_key").asText());
    work.env().put(KEY, init.get("secret_key").asText());
    assertThat(json(python, "sync", "push", "--json").get("events").asInt()).isEqualTo(4);
    json(work, "sync", "init", "--bucket", bucket, "--key-from-env", KEY, "--json");
    json(work, "sync", "now", "--json");

    for (Machine machine : List.of(python, work)) {
      JsonNode report = json(machine, "report", "--json");
      assertThat(report.get("events").asInt()).isEqualTo(4);
      assertThat(report.get("output_tokens").asInt()).isEqualTo(100);
      assertThat(report.get("cache_read_tokens").asInt()).isEqualTo(26);
      JsonNode project = json(machine, "projects", "--json").get(0);
      assertThat(project.get("path").asText()).isEqualTo("/home/me/src/app");
    }
    Path to = Files.createDirectories(work.folder().resolve("app"));
    json(work, "sessions", "carry", "one", "--to", to.toString(), "--json");
    try (var logs = Files.walk(work.folder().resolve(".claude"))) {
      Path log = logs.filter(Files::isRegularFile).findFirst().orElseThrow();
      assertThat(Files.readAllLines(log)).hasSize(4);
    }
    assertThat(json(python, "sync", "push", "--json").get("events").asInt()).isZero();
    assertThat(schema(python.home().store())).isEqualTo(before);
  }
}
