package dev.stackunderflow.app.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Messages in a terminal: lines end between words instead of within one. What stands beside a name
 * or a number stays beside it, or goes below it where there is little room. A command that can be
 * copied stays in one piece, because a line break in it would run its first half.
 */
public final class WrappedText {

  /** A command behind a colon, to the end of the line, or in quotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?<=: |^)stackunderflow .*|(['`])stackunderflow .*?\\1\\S*");

  /** A name, a number or a command with a text beside it. */
  private static final Pattern NAMED = Pattern.compile("( *)(\\S+(?: \\S+)*) {2,}(\\S.*)");

  /** A colour takes no column. */
  private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

  private static final int BELOW = 4;

  private WrappedText() {}

  /**
   * Wraps each line that is too long, with its indent.
   *
   * @param text one line or several
   * @param columns how many columns the terminal has
   */
  public static String of(String text, int columns) {
    return text.lines().map(line -> wrapped(line, columns)).collect(Collectors.joining("\n"));
  }

  private static String wrapped(String line, int columns) {
    if (width(line) <= columns) {
      return line;
    }
    Matcher named = NAMED.matcher(line);
    if (named.matches()) {
      int beside = width(line.substring(0, named.start(3)));
      if (beside * 2 <= columns) {
        String begin = line.substring(0, named.start(3));
        return begin + wrapped(named.group(3), " ".repeat(beside), columns).stripLeading();
      }
      String below = named.group(1) + " ".repeat(BELOW);
      return named.group(1) + named.group(2) + "\n" + wrapped(named.group(3), below, columns);
    }
    String words = line.stripLeading();
    return wrapped(words, line.substring(0, line.length() - words.length()), columns);
  }

  private static String wrapped(String words, String indent, int columns) {
    var text = new StringBuilder();
    int used = columns; // the first word begins the first line
    Matcher command = COMMAND.matcher(words);
    for (int i = 0; i < words.length(); ) {
      int end = words.indexOf(' ', i);
      if (command.find(i) && command.start() == i) {
        end = command.end() < words.length() ? command.end() : -1;
      }
      String word = words.substring(i, end < 0 ? words.length() : end);
      int width = width(word);
      if (text.isEmpty()) {
        text.append(indent);
        used = indent.length();
      } else if (used + 1 + width > columns) {
        text.append('\n').append(indent);
        used = indent.length();
      } else {
        text.append(' ');
        used++;
      }
      text.append(word);
      used += width;
      i = end < 0 ? words.length() : end + 1;
    }
    return text.toString();
  }

  private static int width(String text) {
    return TextWidth.of(text.indexOf('\033') < 0 ? text : COLOUR.matcher(text).replaceAll(""));
  }
}
