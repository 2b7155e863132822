package dev.stackunderflow.app.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.Part;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a session fits a terminal. */
class TerminalTranscriptTest {

  private static final String LONG = "one two three four five six seven eight";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TerminalTranscript at(int columns) {
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new TerminalTranscript(out, false, false, columns);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void whatIsSaidEndsItsLinesBetweenWordsAndCodeStaysAsItIs() {
    at(30).text(LONG + "\n\n```sh\n" + LONG + "\n```\n    " + LONG + "\n| " + LONG, 0);
    assertThat(lines())
        .containsExactly(
            "one two three four five six",
            "seven eight",
            "",
            "```sh",
            LONG,
            "```",
            "    " + LONG,
            "| " + LONG);
  }

  @Test
  void resultsAreCutToTheTerminalAndInAFileMuchLater() {
    var result = new Part.ToolResult("c", LONG, List.of(), false, null);
    at(30).result(result, 1);
    at(0).result(result, 1);
    assertThat(lines()).containsExactly("      │ one two three four fi…", "      │ " + LONG);
    assertThat(lines().getFirst()).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void inAFileALineIsALine() {
    at(0).text(LONG.repeat(9), 0);
    assertThat(lines()).containsExactly(LONG.repeat(9));
  }
}
