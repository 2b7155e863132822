package dev.stackunderflow.app.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session as a Markdown page. */
class MarkdownTranscriptTest {

  private final ByteArrayOutputStream page = new ByteArrayOutputStream();
  private final MarkdownTranscript sink =
      new MarkdownTranscript(new PrintStream(page, true, StandardCharsets.UTF_8), false);

  private String page() {
    return page.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFactsComeFirst() {
    sink.begin(Pages.session("Fix the rain\ngauge"));
    assertThat(page())
        .startsWith("# Fix the rain?gauge\n\n- Session: ba79134d\n")
        .contains(
            "- Project: ~/src/app\n",
            "- Agent: claude\n",
            "- Device: laptop, work\n",
            " (5 min)\n",
            "- Tokens: 1,200 in, 34 out\n");
  }

  @Test
  void everyPartHasItsPlace() throws IOException {
    Pages.tell(sink, "rain");
    assertThat(page())
        .containsSubsequence(
            "\n## user, ",
            "(queued) (no longer in the log)\n\nrain\n",
            "\n`[image 800×600 png]`\n",
            "\n## assistant, ",
            "\n> rain\n",
            "\n**Tool:** `rain rain`\n\n```diff\n- rain\n+ x\n```\n",
            "\n### subagent: rain\n",
            "\n### rain, ",
            "\n*end of subagent*\n",
            "\nFailed:\n\n```\nrain\n```\n",
            "\n*compacted*\n");
  }

  @Test
  void aFenceIsLongerThanAnyInTheResultAndLongResultsAreFolded() {
    sink.result(Part.ToolResult.of("1", "````\nx\n````"), 0);
    assertThat(page()).isEqualTo("\n`````\n````\nx\n````\n`````\n");
    page.reset();
    sink.result(Part.ToolResult.of("1", "line\n".repeat(100)), 0);
    assertThat(page().lines()).hasSize(24).contains("… 80 more lines");
    page.reset();
    sink.call(new ToolText("Bash: echo `date`", List.of()), 0);
    assertThat(page()).contains("`` Bash: echo `date` ``");
  }

  @Test
  void nothingThatATerminalObeysIsInThePage() throws IOException {
    Pages.tell(sink, "a\u001b[31m\u202eb\u0007\ud800");
    assertThat(
            page().codePoints().filter(c -> c != '\n' && Character.getType(c) == Character.CONTROL))
        .isEmpty();
    assertThat(page()).doesNotContain("\u202e");
  }
}
