package dev.stackunderflow.app.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The part of a message around the first hit of a search, on one line, with the hits marked. */
public final class Snippet {

  private static final int BEFORE = 50;
  private static final int LENGTH = 160;

  private Snippet() {}

  /**
   * Cuts a snippet out of a message.
   *
   * @param text the message
   * @param words the words or phrases that were searched for; a word ending with {@code *} is a
   *     prefix
   * @param open put before each hit
   * @param close put after each hit
   * @return about 160 characters, without unsafe characters of the message
   */
  public static String of(String text, List<String> words, String open, String close) {
    Pattern hit =
        Pattern.compile(
            words.stream()
                .map(word -> word.endsWith("*") ? word.substring(0, word.length() - 1) : word)
                .filter(word -> !word.isBlank())
                .map(word -> Pattern.quote(word.strip()).replace(" ", "\\E\\s+\\Q"))
                .collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    String line =
        TerminalText.safeLines(text.replaceAll("[\\p{Cntrl}\\s\u2028\u2029]+", " ")).strip();
    Matcher found = hit.matcher(line);
    int at = found.find() ? found.start() : 0;
    int from = Math.max(0, at - BEFORE);
    int to = Math.min(line.length(), from + LENGTH);
    String part = line.substring(from, to);
    String marked =
        hit.matcher(part).replaceAll(m -> Matcher.quoteReplacement(open + m.group() + close));
    return (from > 0 ? "…" : "") + marked + (to < line.length() ? "…" : "");
  }
}
