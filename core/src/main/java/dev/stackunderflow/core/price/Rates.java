package dev.stackunderflow.core.price;

import org.jspecify.annotations.Nullable;

/**
 * Prices in picodollars a token, which is a millionth of the usual dollars a million tokens. Null
 * is a price that is not known.
 *
 * @param input tokens read anew
 * @param cacheWrite tokens written to the cache for the usual time
 * @param cacheWriteHour tokens written to the cache for an hour
 * @param cacheRead tokens read from the cache
 * @param output tokens written
 */
public record Rates(
    @Nullable Long input,
    @Nullable Long cacheWrite,
    @Nullable Long cacheWriteHour,
    @Nullable Long cacheRead,
    @Nullable Long output) {

  /** Nothing is known. */
  public static final Rates UNKNOWN = new Rates(null, null, null, null, null);
}
