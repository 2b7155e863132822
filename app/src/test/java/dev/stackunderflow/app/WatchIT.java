package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stackunderflow.sync.testing.Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --watch} at a real terminal. */
class WatchIT extends CliFixture {

  private static final String CTRL_C = "\003";

  @Test
  void sessionsOfThisMachineAndOfAnotherAppearAsTheyArriveUntilCtrlC() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    setUp();
    try (PseudoTerminal terminal = PseudoTerminal.run(laptop, "sessions", "--watch")) {
      terminal.answer("hello there", "");
      laptop.append("-p", "two", Lines.user("u9", Lines.at(60), "rain gauge"));
      terminal.answer("rain gauge", "");
      work.append("-p", "three", Lines.user("u8", Lines.at(120), "from afar"));
      json(work, "ingest", "--json");
      json(work, "sync", "push", "--json");
      json(laptop, "sync", "pull", "--json");
      terminal.answer("from afar", CTRL_C);
      assertThat(terminal.exitCode()).isEqualTo(130);
      assertThat(terminal.screen())
          .contains("\033[?1049h", "SESSION", "to end, press Ctrl-C")
          .contains("\033[?25h\033[?1049l")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aReportIsShownAgainWithNewCosts() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    laptop.append("-p", "one", Lines.assistant("a1", Lines.at(1), "x", 500));
    try (PseudoTerminal terminal =
        PseudoTerminal.run(laptop, "report", "--watch", "--by", "project", "--columns", "output")) {
      terminal.answer("500", "");
      laptop.append("-p", "one", Lines.assistant("a2", Lines.at(2), "x", 277));
      terminal.answer("777", CTRL_C);
      assertThat(terminal.exitCode()).isEqualTo(130);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sessions,--quiet,--watch needs a terminal",
    "sessions,--json,--watch shows a table",
    "report,--quiet,--watch needs a terminal",
    "report,--json,--watch shows tables",
    "report,--csv,--watch shows tables"
  })
  void withoutATerminalOrForProgramsThereIsNothingToWatch(
      String command, String option, String words) {
    Shell.Run run = run(laptop, command, "--watch", option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }
}
