package dev.stackunderflow.core.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Adds up costs exactly. */
public final class Bill {

  private static final int PICO = 12;

  private BigInteger picodollars = BigInteger.ZERO;
  private long pricedTokens;
  private long unpricedTokens;

  /** Adds tokens of one kind at a price; null where the price is not known. */
  public void add(long tokens, @Nullable Long rate) {
    if (rate == null) {
      unpricedTokens += tokens;
    } else {
      pricedTokens += tokens;
      picodollars = picodollars.add(BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(rate)));
    }
  }

  /** Adds another bill. */
  public void add(Bill other) {
    picodollars = picodollars.add(other.picodollars);
    pricedTokens += other.pricedTokens;
    unpricedTokens += other.unpricedTokens;
  }

  /** How many tokens have no price. */
  public long unpricedTokens() {
    return unpricedTokens;
  }

  /** The total. */
  public Cost cost() {
    return new Cost(new BigDecimal(picodollars, PICO), pricedTokens, unpricedTokens);
  }
}
