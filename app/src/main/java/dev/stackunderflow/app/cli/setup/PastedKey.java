package dev.stackunderflow.app.cli.setup;

import java.util.regex.Pattern;

/**
 * A key as it is pasted: with spaces where an editor or a mail broke the line, or in several
 * answers, because a line break ends one.
 */
final class PastedKey {

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern REST = Pattern.compile("[A-Z0-9]+");

  private String begun = "";

  /**
   * Takes an answer.
   *
   * @param typed a key, or the rest of one whose beginning was the answer before
   * @return the key so far
   */
  String with(String typed) {
    String piece = SPACES.matcher(typed).replaceAll("");
    begun = REST.matcher(piece).matches() ? begun + piece : piece;
    return begun;
  }
}
