package dev.stackunderflow.core.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up costs exactly. */
public final class Bill {

  private static final int PICO = 12;

  private long picodollars;
  private long pricedTokens;
  private long unpricedTokens;

  /** Adds tokens of one kind at a price; null where the price is not known. */
  public void add(long tokens, @Nullable Long rate) {
    if (rate == null) {
      unpricedTokens += tokens;
    } else {
      pricedTokens += tokens;
      picodollars = Math.addExact(picodollars, Math.multiplyExact(tokens, rate));
    }
  }

  /** Adds another bill. */
  public void add(Bill other) {
    picodollars = Math.addExact(picodollars, other.picodollars);
    pricedTokens += other.pricedTokens;
    unpricedTokens += other.unpricedTokens;
  }

  /** How many tokens have no price. */
  public long unpricedTokens() {
    return unpricedTokens;
  }

  /** The total. */
  public Cost cost() {
    return new Cost(BigDecimal.valueOf(picodollars, PICO), pricedTokens, unpricedTokens);
  }
}
