package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session as a Markdown page. */
class TranscriptMarkdownTest {

  private static final SessionView SESSION =
      new SessionView(
          "id",
          "laptop",
          List.of("laptop", "work"),
          "claude",
          "-home-me-src-app",
          "~/src/app",
          "ba79134d",
          "Fix the rain\ngauge",
          3,
          new Tokens(1200, 34, 0, 0),
          "2026-11-20T12:00:00Z",
          "2026-11-20T12:05:00Z");

  private static EventView event(String role, String text, String tools) {
    return new EventView(
        "id",
        "laptop",
        1,
        "2026-11-20T12:00:00Z",
        role,
        null,
        new Tokens(0, 0, 0, 0),
        text,
        tools,
        "{}",
        false,
        null,
        null,
        false);
  }

  @Test
  void theFactsComeFirst() {
    assertThat(TranscriptMarkdown.of(SESSION, List.of()))
        .startsWith("# Fix the rain?gauge\n\n- Session: ba79134d\n")
        .contains(
            "- Project: ~/src/app\n",
            "- Agent: claude\n",
            "- Device: laptop, work\n",
            " (5 min)\n",
            "- Tokens: 1,200 in, 34 out\n");
  }

  @Test
  void eachMessageHasItsHeadingTextAndTools() {
    String page =
        TranscriptMarkdown.of(
            SESSION,
            List.of(
                event("user", "  hello\nthere  ", "[]"),
                event("assistant", "", "[\"Bash `ls`\"]")));
    assertThat(page)
        .contains("\n## user, ", ", laptop\n\nhello\nthere\n")
        .contains("\n## assistant, ")
        .endsWith("\n\nTools: `[\"Bash 'ls'\"]`\n");
  }

  @Test
  void aResultOfAToolIsLeftOutAndControlCharactersToo() {
    String page =
        TranscriptMarkdown.of(
            SESSION, List.of(event("user", " ", "[]"), event("user", "a\033[2J\u202eb", "[]")));
    assertThat(page).containsOnlyOnce("## user").contains("a[2Jb");
    assertThat(page).doesNotContain("\033", "\u202e");
  }
}
