package dev.stackunderflow.core.carry;

/** Text in a command that the user runs. */
public final class ShellText {

  private ShellText() {}

  /** Quotes a text for a POSIX shell, if it needs that. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
