package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.sync.testing.Lines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command asks the terminal itself how wide it is. */
class TerminalWidthIT extends CliFixture {

  @Test
  void tablesFitANarrowTerminal() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    laptop.append(
        "-home-me-src-app",
        "one",
        Lines.user("u1", Lines.at(1), "a title that is much longer than forty columns are"));
    run(laptop, "ingest");
    String screen = screen(40, "sessions");
    assertThat(screen).contains("SESSION", "a title");
    assertThat(screen.lines()).allMatch(line -> TextWidth.of(line) <= 40);
  }

  @Test
  void sentencesEndTheirLinesBetweenWords() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    assertThat(screen(80)).contains("  stackunderflow sync init         see all of your machines");
    assertThat(screen(60)).contains("  stackunderflow sync init\n      see all of your machines");
    run(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", "STACKUNDERFLOW_KEY");
    assertThat(screen(60, "sync", "status"))
        .contains("key backup  never on this device:\n            stackunderflow sync key backup");
  }

  @Test
  void helpFitsTheTerminalAndItsExamplesStayInOnePiece() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    String screen = screen(60, "report", "--help");
    String example =
        "  stackunderflow report --by model --since 2026-11-01 --until 2026-11-30 --csv";
    assertThat(screen.lines()).contains(example);
    assertThat(screen.lines().filter(line -> !line.equals(example)))
        .allMatch(line -> TextWidth.of(line) <= 60);
  }

  /** What a command shows at a terminal. */
  private String screen(int columns, String... args) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("sh", "-c", "stty rows 24 cols " + columns + "; exec \"$@\"", "sh"));
    words.addAll(Service.command(laptop, args).command());
    try (var terminal = PseudoTerminal.run(laptop, words)) {
      assertThat(terminal.exitCode()).isZero();
      return terminal.screen().replace("\r", "");
    }
  }
}
