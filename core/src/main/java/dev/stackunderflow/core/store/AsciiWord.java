package dev.stackunderflow.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A word to look for in many texts' UTF-8, by Horspool's algorithm: R. N. Horspool, Practical fast
 * searching in strings, 1980.
 */
public final class AsciiWord {

  private final byte[] word;

  /** By a byte of the text under the word's last one: how far the word moves on. */
  private final int[] steps = new int[256];

  /**
   * Prepares a search.
   *
   * @param word ASCII, not empty
   * @throws IllegalArgumentException if it is anything else
   */
  public AsciiWord(String word) {
    if (word.isEmpty() || !word.chars().allMatch(c -> c < 128)) {
      throw new IllegalArgumentException(word);
    }
    this.word = word.getBytes(StandardCharsets.US_ASCII);
    int last = this.word.length - 1;
    Arrays.fill(steps, this.word.length);
    for (int i = 0; i < last; i++) {
      steps[this.word[i]] = last - i;
    }
  }

  /** The index of the byte behind its first place in a text, -1 where it is not in it. */
  public int endIn(byte[] utf8) {
    int last = word.length - 1;
    for (int end = last; end < utf8.length; end += steps[utf8[end] & 0xff]) {
      if (utf8[end] == word[last] && Arrays.equals(utf8, end - last, end, word, 0, last)) {
        return end + 1;
      }
    }
    return -1;
  }
}
