package dev.stackunderflow.core.price;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A model's prices from a day.
 *
 * @param model the model's name, as agents write it
 * @param from the first day (UTC) on which they apply; null for since the model's release
 * @param usual the prices of most requests
 * @param fast the prices in fast mode, null where they are not known
 * @param above the prices of requests with a long prompt, null where there are no different ones
 * @param peak the prices in hours that cost more, null where all cost the same
 * @param source the source of the prices; null where the user's own file does not state it
 * @param seen when they were looked up; null where the user's own file does not state it
 */
public record Price(
    String model,
    @Nullable LocalDate from,
    Rates usual,
    @Nullable Rates fast,
    @Nullable LongPrompt above,
    @Nullable PeakPrice peak,
    @Nullable String source,
    @Nullable LocalDate seen) {

  /**
   * The prices of requests with a long prompt; they apply to all tokens of the request.
   *
   * @param tokens the prompt length above which they apply
   * @param rates the prices
   */
  public record LongPrompt(long tokens, Rates rates) {}

  boolean isFrom(long epochDay) {
    return from == null || epochDay >= from.toEpochDay();
  }

  /**
   * The prices of a request.
   *
   * @param epochSecond when, in seconds since 1970
   * @param tier the request's tier
   */
  Rates rates(long epochSecond, Tier tier) {
    if (tier.fast()) {
      return fast == null ? Rates.UNKNOWN : fast;
    }
    if (above != null && tier.isAbove(above.tokens())) {
      return above.rates();
    }
    return peak != null && peak.contains(epochSecond) ? peak.rates() : usual;
  }
}
