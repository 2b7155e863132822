package dev.stackunderflow.core.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prepares text for the full-text index, which splits at everything that is no letter or digit:
 * identifiers are also found by their parts, and scripts without spaces by any run of characters.
 */
final class SearchText {

  private static final Pattern IDENTIFIER =
      Pattern.compile("[\\p{L}\\p{N}]*(?:\\p{Ll}\\p{Lu}|\\p{Lu}\\p{Lu}\\p{Ll})[\\p{L}\\p{N}]*");
  private static final Pattern HUMP =
      Pattern.compile("(?<=\\p{Ll}|\\p{N})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private SearchText() {}

  /** What is indexed of a message's text. */
  static String indexed(String text) {
    Set<String> parts = new LinkedHashSet<>();
    Matcher identifier = IDENTIFIER.matcher(text);
    while (identifier.find()) {
      parts.addAll(List.of(HUMP.split(identifier.group())));
    }
    return spaced(text) + (parts.isEmpty() ? "" : " " + String.join(" ", parts));
  }

  /** The same for what is looked for. */
  static String spaced(String text) {
    if (text.codePoints().noneMatch(SearchText::hasNoSpaces)) {
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
