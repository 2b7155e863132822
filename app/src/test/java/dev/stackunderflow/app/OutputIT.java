package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stackunderflow.sync.testing.Lines;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command does whose output cannot be written. */
class OutputIT extends CliFixture {

  private static final File FULL = new File("/dev/full");

  @BeforeEach
  void aSession() throws Exception {
    laptop.append("-home-me-src-app", "one", Lines.user("u1", Lines.at(1), "a title"));
    run(laptop, "ingest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "report --json",
        "show one --markdown",
        "export --format jsonl",
        "doctor --json",
        "completion bash",
        "sync --help"
      })
  void aFullDiskIsAnErrorBecauseTheOutputIsNotWhole(String command) throws Exception {
    assumeThat(FULL).exists();
    ProcessBuilder process = Service.command(laptop, command.split(" "));
    Process running = process.redirectOutput(FULL).start();
    assertThat(new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("The output could not be written completely");
    assertThat(running.waitFor()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "export --format jsonl", "sync --help"})
  void aReaderThatClosesThePipeIsNone(String command) throws Exception {
    Process running = Service.command(laptop, command.split(" ")).start();
    running.getInputStream().close();
    assertThat(new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(running.waitFor()).isZero();
  }
}
