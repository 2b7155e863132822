package dev.stackunderflow.app.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The number of terminal columns that a text takes: two for East Asian characters and emoji, none
 * for combining marks. The JDK does not have Unicode's table of widths (UAX #11), but it knows the
 * scripts.
 */
public final class TextWidth {

  private static final Set<UnicodeScript> WIDE =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI);

  private TextWidth() {}

  /** The columns of a line; it has no control characters. */
  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      columns += of(c);
      i += Character.charCount(c);
    }
    return columns;
  }

  /** The longest prefix that fits into a number of columns. */
  public static String cut(String text, int most) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      columns += of(c);
      if (columns > most) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    if (c >= 0xff00 && c <= 0xffef) { // halfwidth and fullwidth forms
      return c <= 0xff60 || (c >= 0xffe0 && c <= 0xffe6);
    }
    return (c >= 0x3000 && c <= 0x303e) // punctuation
        || WIDE.contains(UnicodeScript.of(c))
        || Character.isEmojiPresentation(c);
  }
}
