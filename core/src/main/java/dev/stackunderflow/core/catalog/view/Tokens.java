package dev.stackunderflow.core.catalog.view;

/**
 * Token counts. Each response's usage counts once.
 *
 * @param input input tokens, without cache reads and cache writes
 * @param output output tokens, reasoning included
 * @param cacheCreation tokens written to the cache
 * @param cacheRead tokens read from the cache
 */
public record Tokens(long input, long output, long cacheCreation, long cacheRead) {

  /** No tokens. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0);

  /** Whether there are none. */
  public boolean areNone() {
    return input == 0 && output == 0 && cacheCreation == 0 && cacheRead == 0;
  }

  /** The sum of both. */
  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        output + other.output,
        cacheCreation + other.cacheCreation,
        cacheRead + other.cacheRead);
  }
}
