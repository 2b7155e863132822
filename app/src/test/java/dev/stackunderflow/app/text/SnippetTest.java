package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of a message that a search shows. */
class SnippetTest {

  @Test
  void hitsAreMarkedWhateverTheirCase() {
    assertThat(Snippet.of("The Rain gauge. RAIN!", List.of("rain"), "[", "]"))
        .isEqualTo("The [Rain] gauge. [RAIN]!");
  }

  @Test
  void aPhraseMatchesOverALineBreakAndAPrefixItsBeginning() {
    assertThat(Snippet.of("rain\ngauge", List.of("rain gauge"), "[", "]"))
        .isEqualTo("[rain gauge]");
    assertThat(Snippet.of("restarted", List.of("restart*"), "[", "]")).isEqualTo("[restart]ed");
  }

  @Test
  void aLongMessageIsCutAroundTheFirstHit() {
    String text = "x".repeat(500) + " needle " + "y".repeat(500);
    String snippet = Snippet.of(text, List.of("needle"), "[", "]");
    assertThat(snippet).startsWith("…x").endsWith("y…").contains(" [needle] ").hasSize(164);
  }

  @Test
  void wordsAreNotPatternsAndMarksAreNotReferences() {
    assertThat(Snippet.of("a.b (c) $1", List.of("a.b", "(c)"), "$1", "\\")).startsWith("$1a.b\\");
    assertThat(Snippet.of("axb", List.of("a.b"), "[", "]")).isEqualTo("axb");
  }

  @Test
  void aMessageCannotControlTheTerminal() {
    assertThat(Snippet.of("\033[2Jhit\u202e\u2028x", List.of("hit"), "[", "]"))
        .isEqualTo("[2J[hit] x");
  }
}
