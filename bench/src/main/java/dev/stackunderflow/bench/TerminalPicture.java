package dev.stackunderflow.bench;

import dev.stackunderflow.app.text.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws what commands printed to a terminal as an SVG: its text stays text. */
final class TerminalPicture {

  private static final int LINE_HEIGHT = 18;
  private static final int MARGIN = 16;
  private static final double CELL = 8.43;
  private static final Pattern STYLE = Pattern.compile("\033\\[([0-9;]*)m");

  private final String title;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  /**
   * A picture.
   *
   * @param title what it shows, for those who do not see it
   * @param columns the terminal's width; longer lines are cut
   */
  TerminalPicture(String title, int columns) {
    this.title = title;
    this.columns = columns;
  }

  /**
   * Adds a command and what it printed.
   *
   * @param prompt what stands before the command
   * @param printed lines, with the escape sequences of styles
   */
  void add(String prompt, String command, List<String> printed) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add("\033[32m" + prompt + "$\033[0m \033[1m" + command + "\033[0m");
    lines.addAll(printed);
  }

  /** The picture, dark or light as the reader's system is. */
  String svg() {
    int height = lines.size() * LINE_HEIGHT + 2 * MARGIN;
    int width = (int) (columns * CELL) + 2 * MARGIN;
    var svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
            <title>%s</title>
            <style>
            rect{fill:#1b1f24}text{fill:#d0d7de;white-space:pre}.b{fill:#fff;font-weight:bold}
            .d{fill:#8b949e}.r{fill:#ff7b72}.g{fill:#7ee787}.y{fill:#e3b341}.c{fill:#76e3ea}
            @media(prefers-color-scheme:light){rect{fill:#f6f8fa;stroke:#d0d7de}text{fill:#24292f}.b{fill:#000}
            .d{fill:#57606a}.r{fill:#a40e26}.g{fill:#116329}.y{fill:#7d4e00}.c{fill:#1b6472}}
            </style>
            <rect x=".5" y=".5" width="%d" height="%d" rx="8"/>
            <g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
            """
                .formatted(width, height, width, height, escaped(title), width - 1, height - 1));
    int y = MARGIN + LINE_HEIGHT - 4;
    for (String line : lines) {
      draw(svg, line, y);
      y += LINE_HEIGHT;
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private void draw(StringBuilder svg, String line, int y) {
    Matcher style = STYLE.matcher(line);
    String kind = "";
    int from = 0;
    int column = 0;
    while (style.find()) {
      column = draw(svg, line.substring(from, style.start()), kind, column, y);
      kind = kind(style.group(1));
      from = style.end();
    }
    draw(svg, line.substring(from), kind, column, y);
  }

  /** Draws a run of one style from a column on, as wide as in a terminal; says where it ends. */
  private int draw(StringBuilder svg, String run, String kind, int column, int y) {
    int room = columns - column;
    String text = TextWidth.of(run) > room ? TextWidth.cut(run, Math.max(0, room - 1)) + "…" : run;
    int cells = Math.min(TextWidth.of(text), room);
    String shown = text.stripLeading();
    if (!shown.isEmpty()) {
      int begin = column + TextWidth.of(text) - TextWidth.of(shown);
      String visible = shown.stripTrailing();
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n",
              MARGIN + begin * CELL,
              y,
              TextWidth.of(visible) * CELL,
              kind.isEmpty() ? "" : " class=\"" + kind + "\"",
              escaped(visible)));
    }
    return column + cells;
  }

  /** The class of a style; only those that the program uses. */
  private static String kind(String codes) {
    return switch (codes) {
      case "", "0" -> "";
      case "1" -> "b";
      case "2" -> "d";
      case "31" -> "r";
      case "32", "1;32" -> "g";
      case "33", "1;33" -> "y";
      case "36", "1;36" -> "c";
      default -> throw new IllegalStateException("a style without a class: " + codes);
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
