package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.LiveScreen.Size;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TerminalStream out =
      new TerminalStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  private final Context context =
      new Context(Map.of(), out, out, new Terminal(true, false), Clock.systemUTC());

  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void aFrameIsWrittenOverTheLastOneAndTheScreenIsRestored() {
    try (var screen = new LiveScreen(context)) {
      assertThat(written()).startsWith("\033[?1049h").doesNotContain("\n");
      screen.show(List.of("one", "two"), "end", new Size(80, 24));
      assertThat(written())
          .startsWith("\033[?2026h\033[Hone\033[K\r\ntwo\033[K\r\n")
          .contains("end\033[K\033[J");
      screen.show(List.of("one", "two"), "end", new Size(80, 24));
      assertThat(written()).isEmpty();
    }
    assertThat(written()).endsWith("\033[?1049l");
  }

  @Test
  void whatDoesNotFitIsLeftOutAndWhatATerminalObeysIsRemoved() {
    try (var screen = new LiveScreen(context)) {
      written();
      screen.show(List.of("a\033[2Jb", "two", "three", "four"), "end", new Size(80, 4));
      assertThat(written()).contains("a[2Jb", "two").doesNotContain("three");
    }
  }

  @Test
  void aSizeThatIsNotKnownIsTheUsualOne() {
    assertThat(Size.of("40 120\n")).isEqualTo(new Size(120, 40));
    for (String answer : List.of("", "0 0", "24", "a b", "-1 80", "24 80 1", "999999 999999")) {
      assertThat(Size.of(answer)).as(answer).isEqualTo(new Size(80, 24));
    }
  }
}
