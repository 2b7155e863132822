package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, an S3 server, and the command run in this process. */
abstract class CliFixture {

  static final String KEY = "MY_KEY";

  final S3Server s3 = new S3Server();

  Machine laptop;

  Machine work;

  @BeforeEach
  void machines(@TempDir Path folder) {
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  static Shell.Run run(Machine machine, String... args) {
    return Shell.run(machine.env(), args);
  }

  static JsonNode json(Machine machine, String... args) throws Exception {
    Shell.Run run = run(machine, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  void setUp() throws Exception {
    laptop.append(
        "-home-me-src-app",
        "one",
        Lines.user("u1", Lines.at(1), "hello there"),
        Lines.assistant("u2", Lines.at(2), "hello to you", 50));
    json(laptop, "ingest", "--json");
    JsonNode init =
        json(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    laptop.env().put(KEY, init.get("secret_key").asText());
    work.env().put(KEY, init.get("secret_key").asText());
    json(work, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
  }

  static void check(Shell.Run run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).doesNotContain("\tat ", "Exception");
    assertThat(run.out()).isEmpty();
  }
}
