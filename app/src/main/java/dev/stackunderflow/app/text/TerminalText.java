package dev.stackunderflow.app.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from a log, or from another device, safe to print on a terminal. Such text may contain
 * anything: escape sequences that move the cursor, set the window's title or answer in the user's
 * name, and invisible characters that reorder or hide what is shown.
 *
 * <p>Unsafe are all characters of Unicode's categories Cc (C0 and C1 controls, DEL), Cf
 * (bidirectional controls, zero-width characters, tags), Zl and Zp (line and paragraph separators)
 * and unpaired surrogates. The zero-width joiner and non-joiner stay: emoji and several scripts
 * need them.
 */
public final class TerminalText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private static final String PAGE = "\n\t\u200e";

  private static final Pattern STYLE =
      Pattern.compile("\033\\[(?:[0-4]|2[1-4]|3[1-79])(?:;(?:[0-4]|2[1-4]|3[1-79]))*m");

  private TerminalText() {}

  /** One line of text: each unsafe character, also a line break or a tab, becomes {@code ?}. */
  public static String safe(String text) {
    return isSafe(text, "") ? text : filtered(text, "", "?");
  }

  /** Several lines of text: line breaks and tabs stay, other unsafe characters are removed. */
  public static String safeLines(String text) {
    return isSafe(text, "\n\t") ? text : filtered(text, "\n\t", "");
  }

  /**
   * A JSON document that says the same: unsafe characters, which only its strings can contain,
   * become {@code \\u} escapes. Line breaks stay.
   */
  public static String escaped(String json) {
    if (isSafe(json, "\r\n\t")) {
      return json;
    }
    var escaped = new StringBuilder(json.length() + 64);
    json.codePoints()
        .forEach(
            c -> {
              if (!isUnsafe(c) || "\r\n\t".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  /**
   * Output of the program: as {@link #safeLines}, but its own colours stay ({@code ESC [ n m} with
   * bold, faint, italic, underlined and the eight plain colours but black), and the mark at the end
   * of a cell with text from right to left, which has no other effect.
   */
  public static String safePage(String text) {
    if (isSafe(text, PAGE)) {
      return text;
    }
    var page = new StringBuilder(text.length());
    Matcher style = STYLE.matcher(text);
    int from = 0;
    while (style.find()) {
      page.append(filtered(text.substring(from, style.start()), PAGE, "")).append(style.group());
      from = style.end();
    }
    return page.append(filtered(text.substring(from), PAGE, "")).toString();
  }

  /**
   * The beginning of a text on one line: white space and unsafe characters become single spaces.
   *
   * @param text the text; null gives an empty one
   * @param columns at most this many columns of the terminal; a longer text ends with {@code …}
   */
  public static String oneLine(@Nullable String text, int columns) {
    if (text == null) {
      return "";
    }
    var oneLine = new StringBuilder();
    for (int i = 0; i < text.length() && oneLine.length() <= 2 * columns + 1; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (!isUnsafe(c) && !Character.isWhitespace(c)) {
        oneLine.appendCodePoint(c);
      } else if (!oneLine.isEmpty() && oneLine.charAt(oneLine.length() - 1) != ' ') {
        oneLine.append(' ');
      }
    }
    String line = oneLine.toString().stripTrailing();
    String beginning = TextWidth.cut(line, columns);
    return beginning.equals(line) ? line : TextWidth.cut(line, columns - 1) + "…";
  }

  private static boolean isSafe(String text, String allowed) {
    return text.codePoints().allMatch(c -> !isUnsafe(c) || allowed.indexOf(c) >= 0);
  }

  private static String filtered(String text, String allowed, String replacement) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!isUnsafe(c) || allowed.indexOf(c) >= 0) {
                safe.appendCodePoint(c);
              } else {
                safe.append(replacement);
              }
            });
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }
}
