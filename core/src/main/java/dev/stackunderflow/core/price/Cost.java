package dev.stackunderflow.core.price;

import java.math.BigDecimal;

/**
 * What tokens cost, as far as their prices are known.
 *
 * @param dollars the cost of the tokens with a price, in US dollars
 * @param pricedTokens how many have a price
 * @param unpricedTokens how many have no price; {@code dollars} does not include them
 * @param isStated whether agents state some of it
 * @param isCalculated whether some of it is made of prices
 */
public record Cost(
    BigDecimal dollars,
    long pricedTokens,
    long unpricedTokens,
    boolean isStated,
    boolean isCalculated) {

  /** Whether there are tokens, and none of them has a price. */
  public boolean isUnknown() {
    return pricedTokens == 0 && unpricedTokens > 0 && !isStated;
  }

  /** Whether some tokens have a price and others none. */
  public boolean isPartial() {
    return (pricedTokens > 0 || isStated) && unpricedTokens > 0;
  }
}
