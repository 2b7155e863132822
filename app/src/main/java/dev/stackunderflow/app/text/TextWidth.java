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
          UnicodeScript.YI,
          UnicodeScript.TANGUT,
          UnicodeScript.NUSHU,
          UnicodeScript.KHITAN_SMALL_SCRIPT);

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
    if (isJoiningJamo(c)) {
      return 0;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Vowels and final consonants that a Korean syllable is composed of. */
  private static boolean isJoiningJamo(int c) {
    return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
  }

  private static boolean isWide(int c) {
    if (c >= 0xff00 && c <= 0xffef) { // halfwidth and fullwidth forms
      return c <= 0xff60 || (c >= 0xffe0 && c <= 0xffe6);
    }
    if (c >= 0x1f1e6 && c <= 0x1f1ff) { // two of these letters are a flag
      return false;
    }
    return (c >= 0x2ff0 && c <= 0x33ff && c != 0x303f) // punctuation, kana and its marks, squares
        || (c >= 0x4dc0 && c <= 0x4dff) // hexagrams
        || (c >= 0x2329 && c <= 0x232a) // angle brackets
        || (c >= 0xfe10 && c <= 0xfe19) // vertical forms
        || (c >= 0xfe30 && c <= 0xfe6f) // compatibility and small forms
        || (c >= 0x1f200 && c <= 0x1f2ff) // enclosed ideographs
        || WIDE.contains(UnicodeScript.of(c))
        || Character.isEmojiPresentation(c);
  }
}
