package dev.stackunderflow.core.file;

/** Text in a command that the user runs. */
public final class ShellText {

  private ShellText() {}

  /** Quotes a text for a POSIX shell, if it needs that. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : inQuotes(text);
  }

  /** Puts a text between single quotes. */
  public static String inQuotes(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
