package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, one session on both, and the command run in this process. */
abstract class SharedSessionFixture {

  static final String KEY = "MY_KEY";

  static final String SLUG = "-home-me-src-app";

  static final ObjectMapper JSON = new ObjectMapper();

  final S3Server s3 = new S3Server();

  Path folder;

  Machine laptop;

  Machine work;

  @BeforeEach
  void twoMachinesWithOneSession(@TempDir Path temporary) throws Exception {
    folder = Files.createDirectories(temporary.resolve("a folder #1 of 50%"));
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
    laptop.append(
        SLUG,
        "one-1",
        Lines.user("u1", Lines.at(1), "hello, \\\"there\\\""),
        // One message's usage, repeated over two lines.
        Lines.assistant("u2", Lines.at(2), "hello to you", 50),
        Lines.assistant("u2", Lines.at(2), "hello to you", 50).replace("\"u2\"", "\"u2b\""));
    laptop.ingest();
    JsonNode init =
        json(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    laptop.env().put(KEY, init.get("secret_key").asText());
    work.env().put(KEY, init.get("secret_key").asText());
    json(work, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    json(laptop, "sync", "push", "--json");
    work.append(
        "-other",
        "two-2",
        Lines.user("w1", Lines.at(80_000), "in the evening at work")
            .replace("src/app", "src/other"));
    work.ingest();
    json(work, "sync", "now", "--json");
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

  static void refused(Shell.Run run, String... words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  static String sqlite3(Path directory, String... args) throws Exception {
    Path found = Path.of("/usr/bin/sqlite3");
    Assumptions.assumeTrue(Files.isExecutable(found), "there is no sqlite3 command");
    List<String> command = new java.util.ArrayList<>(List.of(found.toString()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  /** A pipe whose reader has gone. */
  static final class Gone extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
