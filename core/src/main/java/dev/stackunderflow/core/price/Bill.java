package dev.stackunderflow.core.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Adds up costs exactly. */
public final class Bill {

  private static final int PICO = 12;

  private static final BigInteger PICO_PER_NANO = BigInteger.valueOf(1_000);

  private BigInteger picodollars = BigInteger.ZERO;
  private BigInteger statedNanos = BigInteger.ZERO;
  private long statedTokens;
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

  /**
   * Adds what an agent states.
   *
   * @param nanodollars the cost in billionths of a US dollar
   * @param tokens the tokens that it is for
   */
  public void addStated(long nanodollars, long tokens) {
    statedNanos = statedNanos.add(BigInteger.valueOf(nanodollars));
    statedTokens += tokens;
  }

  /** Adds another bill. */
  public void add(Bill other) {
    statedNanos = statedNanos.add(other.statedNanos);
    statedTokens += other.statedTokens;
    picodollars = picodollars.add(other.picodollars);
    pricedTokens += other.pricedTokens;
    unpricedTokens += other.unpricedTokens;
  }

  /** How many tokens have no price. */
  public long unpricedTokens() {
    return unpricedTokens;
  }

  /** Whether an agent states a part of it. */
  public boolean isStated() {
    return statedNanos.signum() > 0;
  }

  /** The total. */
  public Cost cost() {
    BigInteger all = picodollars.add(statedNanos.multiply(PICO_PER_NANO));
    return new Cost(
        new BigDecimal(all, PICO),
        pricedTokens + statedTokens,
        unpricedTokens,
        isStated(),
        pricedTokens > 0);
  }
}
