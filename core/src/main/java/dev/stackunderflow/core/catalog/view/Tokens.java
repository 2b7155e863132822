package dev.stackunderflow.core.catalog.view;

/**
 * Token counts, each message's usage counted once.
 *
 * @param input tokens read anew (cached ones are not in it)
 * @param output tokens written, reasoning included
 * @param cacheCreation tokens written to the cache
 * @param cacheRead tokens read from the cache
 */
public record Tokens(long input, long output, long cacheCreation, long cacheRead) {

  /** No tokens. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0);

  /** Both together. */
  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        output + other.output,
        cacheCreation + other.cacheCreation,
        cacheRead + other.cacheRead);
  }
}
