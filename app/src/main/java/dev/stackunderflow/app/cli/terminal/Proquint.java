package dev.stackunderflow.app.cli.terminal;

/**
 * Bytes as words that can be read out: two bytes are five letters (proquints, D. S. Wilkerson,
 * arXiv:0901.4016).
 */
public final class Proquint {

  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";

  private Proquint() {}

  /**
   * Writes bytes as words.
   *
   * @param bytes an even number of them
   * @return words of five letters, joined by dashes
   */
  public static String of(byte[] bytes) {
    var words = new StringBuilder();
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      int n = ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
      words
          .append(words.isEmpty() ? "" : "-")
          .append(CONSONANTS.charAt(n >> 12))
          .append(VOWELS.charAt((n >> 10) & 3))
          .append(CONSONANTS.charAt((n >> 6) & 15))
          .append(VOWELS.charAt((n >> 4) & 3))
          .append(CONSONANTS.charAt(n & 15));
    }
    return words.toString();
  }
}
