package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.text.TerminalText;

/** Texts of a log as text of an HTML page: no character of theirs is markup. */
final class Html {

  private Html() {}

  /**
   * Escapes a text, for content and for attributes in double quotes. Control characters, those that
   * reorder or hide text, unpaired surrogates and Unicode's noncharacters are left out.
   */
  static String text(String text) {
    String safe = TerminalText.safeLines(text);
    var html = new StringBuilder(safe.length() + 16);
    safe.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> {
                  if (!isNoncharacter(c)) {
                    html.appendCodePoint(c);
                  }
                }
              }
            });
    return html.toString();
  }

  /** Escapes a text that stands on one line. */
  static String line(String text) {
    return text(text.replaceAll("\\s+", " ").strip());
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
  }
}
