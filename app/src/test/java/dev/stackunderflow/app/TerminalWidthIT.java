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
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "stty cols 40 rows 24; exec \"$@\"", "sh"));
    words.addAll(Service.command(laptop, "sessions").command());
    try (var terminal = PseudoTerminal.run(laptop, words)) {
      assertThat(terminal.exitCode()).isZero();
      assertThat(terminal.screen()).contains("SESSION", "a title");
      assertThat(terminal.screen().lines()).allMatch(line -> TextWidth.of(line) <= 40);
    }
  }
}
