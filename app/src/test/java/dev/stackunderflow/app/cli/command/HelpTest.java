package dev.stackunderflow.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.Cli;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every command's help has in common. */
class HelpTest {

  private static final int WIDTH = 80;

  static Stream<CommandLine> commands() {
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return withSubcommands(
        new Cli(Map.of(), nowhere, nowhere, Terminal.NONE, Clock.systemUTC()).commandLine());
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void itsFirstLineIsASentenceAndNoLineIsBroken(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    // The list of commands shows the first line alone.
    assertThat(description[0]).endsWith(".");
    assertThat(description).allSatisfy(line -> assertThat(line).hasSizeLessThan(WIDTH));
    assertThat(command.getUsageMessage()).contains("Example:");
  }

  /** zsh does not run a command with a pattern that no file matches. */
  @ParameterizedTest
  @MethodSource("commands")
  void itsExamplesWorkAsTypedInEveryShell(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().footer())
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("'[^']*'|\"[^\"]*\"", ""))
                    .doesNotContain("*", "?", "[", "<("));
  }
}
