package dev.stackunderflow.core.file;

import java.util.regex.Pattern;

/** Text in a command that the user runs, or has pasted from one. */
public final class ShellText {

  private static final Pattern IN_QUOTES = Pattern.compile("^(['\"])\\s*(.*?)\\s*\\1$");

  private ShellText() {}

  /** Quotes a text for a POSIX shell, if it needs that. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : inQuotes(text);
  }

  /** Puts a text between single quotes. */
  public static String inQuotes(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * Takes away one pair of quotes around a pasted text, and the blanks inside next to them.
   *
   * @param text without blanks around it
   * @return the text itself if it does not begin and end with the same quote; escapes inside stay
   */
  public static String withoutQuotes(String text) {
    return IN_QUOTES.matcher(text).replaceFirst("$2");
  }
}
