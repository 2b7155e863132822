package dev.stackunderflow.app.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What changed between two texts. */
class DiffLineTest {

  private static List<String> between(String before, String after) {
    return DiffLine.between(before.lines().toList(), after.lines().toList()).stream()
        .map(DiffLine::signed)
        .toList();
  }

  @Test
  void equalLinesFarFromAChangeAreLeftOut() {
    assertThat(between("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\n4\nx\n6\n7\n8\n9"))
        .containsExactly("…", "  3", "  4", "- 5", "+ x", "  6", "  7", "…");
  }

  @Test
  void linesThatMovedAreFoundAgain() {
    assertThat(between("a\nb\nc", "b\nc\nd")).containsExactly("- a", "  b", "  c", "+ d");
    assertThat(between("", "a")).containsExactly("+ a");
    assertThat(between("a", "")).containsExactly("- a");
    assertThat(between("a", "a")).containsExactly("…");
    assertThat(between("", "")).isEmpty();
  }

  @Test
  void hugeTextsAreShownAsReplaced() {
    List<String> before = IntStream.range(0, 2000).mapToObj(i -> "a" + i).toList();
    List<String> after = IntStream.range(0, 2000).mapToObj(i -> "b" + i).toList();
    assertThat(DiffLine.between(before, after)).hasSize(4000);
  }
}
