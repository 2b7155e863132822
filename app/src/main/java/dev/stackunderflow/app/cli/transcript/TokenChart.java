package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tokens each turn used, as an SVG picture: what was read, and in front what was written.
 */
final class TokenChart {

  private static final int HEIGHT = 80;
  private static final int SLOT = 10;

  /** More turns share bars. */
  private static final int MOST_BARS = 300;

  /**
   * A turn.
   *
   * @param turn its number, from 1
   * @param in what was read, from the cache or not, and written to it
   * @param out what was written
   * @param words its usage in words
   */
  private record Bar(int turn, long in, long out, String words) {}

  private final List<Bar> bars = new ArrayList<>();

  /** Adds a turn. */
  void add(int turn, UsageSum usage) {
    Tokens tokens = usage.tokens();
    bars.add(
        new Bar(
            turn,
            tokens.input() + tokens.cacheRead() + tokens.cacheCreation(),
            tokens.output(),
            TranscriptWords.usage(usage)));
  }

  /** The picture; nothing where no turn has tokens. */
  String html() {
    if (bars.isEmpty()) {
      return "";
    }
    int share = (bars.size() + MOST_BARS - 1) / MOST_BARS;
    List<Bar> shown = new ArrayList<>();
    for (int i = 0; i < bars.size(); i += share) {
      shown.add(joined(bars.subList(i, Math.min(bars.size(), i + share))));
    }
    long mostIn = Math.max(1, shown.stream().mapToLong(Bar::in).max().orElse(1));
    long mostOut = Math.max(1, shown.stream().mapToLong(Bar::out).max().orElse(1));
    var svg = new StringBuilder("<figure><svg viewBox=\"0 0 ");
    svg.append(shown.size() * SLOT)
        .append(' ')
        .append(HEIGHT)
        .append("\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Tokens per turn\">\n");
    for (int i = 0; i < shown.size(); i++) {
      Bar bar = shown.get(i);
      svg.append("<g><title>turn ")
          .append(bar.turn())
          .append(": ")
          .append(Html.text(bar.words()))
          .append("</title>");
      rect(svg, i * SLOT + 1, SLOT - 2, bar.in(), mostIn, "in");
      rect(svg, i * SLOT + 3, SLOT - 6, bar.out(), mostOut, "out");
      svg.append("</g>\n");
    }
    return svg.append("</svg><figcaption>Tokens per turn: read (at most ")
        .append(CountFormat.of(mostIn))
        .append("), in front of it written (at most ")
        .append(CountFormat.of(mostOut))
        .append(")</figcaption></figure>\n")
        .toString();
  }

  private static Bar joined(List<Bar> turns) {
    return turns.size() == 1
        ? turns.getFirst()
        : new Bar(
            turns.getFirst().turn(),
            turns.stream().mapToLong(Bar::in).sum(),
            turns.stream().mapToLong(Bar::out).sum(),
            "and the " + (turns.size() - 1) + " turns after it");
  }

  private static void rect(
      StringBuilder svg, int x, int width, long value, long most, String style) {
    long height = Math.round((double) HEIGHT * value / most);
    svg.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" />"
            .formatted(style, x, HEIGHT - height, width, height));
  }
}
