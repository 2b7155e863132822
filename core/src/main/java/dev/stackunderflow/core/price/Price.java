package dev.stackunderflow.core.price;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A model's prices from a day on.
 *
 * @param model the model's name, as agents write it
 * @param from the first day (UTC) on which they hold; null for as long as there is the model
 * @param usual the prices of most requests
 * @param fast the prices in fast mode, null where they are not known
 * @param above the prices of requests with a long prompt, null where there are no others
 * @param source where the prices are from, null in the user's own file if it does not say
 * @param seen when they were looked up, null in the user's own file if it does not say
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
   * The prices of requests with a long prompt: for all of their tokens.
   *
   * @param tokens how long the prompt may be before they hold
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
