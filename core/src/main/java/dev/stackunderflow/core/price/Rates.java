package dev.stackunderflow.core.price;

import org.jspecify.annotations.Nullable;

/**
 * Prices in picodollars per token, which is a millionth of the usual dollars per million tokens.
 * Null where a price is not known.
 *
 * @param input input tokens
 * @param cacheWrite tokens written to the cache for the default time
 * @param cacheWriteHour tokens written to the cache for an hour
 * @param cacheRead tokens read from the cache
 * @param output output tokens
 */
public record Rates(
    @Nullable Long input,
    @Nullable Long cacheWrite,
    @Nullable Long cacheWriteHour,
    @Nullable Long cacheRead,
    @Nullable Long output) {

  /** No known prices. */
  public static final Rates UNKNOWN = new Rates(null, null, null, null, null);

  /** These prices and a tenth of them. */
  Rates plusTenth() {
    return new Rates(
        plusTenth(input),
        plusTenth(cacheWrite),
        plusTenth(cacheWriteHour),
        plusTenth(cacheRead),
        plusTenth(output));
  }

  private static @Nullable Long plusTenth(@Nullable Long rate) {
    return rate == null ? null : rate + rate / 10;
  }

  /** Whether no price is known. */
  boolean areUnknown() {
    return input == null
        && cacheWrite == null
        && cacheWriteHour == null
        && cacheRead == null
        && output == null;
  }
}
