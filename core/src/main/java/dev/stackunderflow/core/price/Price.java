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
 * @param source the source of the prices; null where the user's own file does not state it
 * @param seen when they were looked up; null where the user's own file does not state it
 */
public record Price(
    String model,
    @Nullable LocalDate from,
    Rates usual,
    @Nullable Rates fast,
    @Nullable LongPrompt above,
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

  Rates rates(Tier tier) {
    if (tier.fast()) {
      return fast == null ? Rates.UNKNOWN : fast;
    }
    return above != null && tier.isAbove(above.tokens()) ? above.rates() : usual;
  }
}
