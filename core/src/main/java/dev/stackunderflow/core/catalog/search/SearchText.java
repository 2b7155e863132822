package dev.stackunderflow.core.catalog.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prepares text for the full-text index, which splits at every character that is not a letter or a
 * digit: adds the parts of identifiers, and splits scripts without spaces into characters.
 */
final class SearchText {

  private static final Pattern HUMP =
      Pattern.compile("(?<=\\p{Ll}|\\p{N})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private static final char FIRST_WITHOUT_SPACES = '\u0e00';

  private SearchText() {}

  /** The text to index for a message. */
  static String indexed(String text) {
    Set<String> parts = new LinkedHashSet<>();
    int start = 0;
    boolean hasHump = false;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
        hasHump |= i > start && isHump(text, i);
      } else {
        if (hasHump) {
          parts.addAll(List.of(HUMP.split(text.substring(start, i))));
        }
        start = i + 1;
        hasHump = false;
      }
    }
    return spaced(text) + (parts.isEmpty() ? "" : " " + String.join(" ", parts));
  }

  /**
   * Whether a part of an identifier begins at this position: {@code fooBar}, {@code HTTPServer}.
   */
  private static boolean isHump(String text, int i) {
    if (!Character.isUpperCase(text.charAt(i))) {
      return false;
    }
    return !Character.isUpperCase(text.charAt(i - 1))
        || (i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1)));
  }

  /** Prepares a query's text in the same way. */
  static String spaced(String text) {
    // All of these scripts are above the Latin, Greek, Cyrillic and Semitic ones.
    if (text.chars().allMatch(c -> c < FIRST_WITHOUT_SPACES)
        || text.codePoints().noneMatch(SearchText::hasNoSpaces)) {
      return text;
    }
    var spaced = new StringBuilder(text.length() * 2);
    text.codePoints()
        .forEach(
            c -> {
              if (hasNoSpaces(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
              } else {
                spaced.appendCodePoint(c);
              }
            });
    return spaced.toString();
  }

  private static boolean hasNoSpaces(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
