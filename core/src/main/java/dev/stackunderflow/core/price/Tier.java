package dev.stackunderflow.core.price;

import java.util.List;

/**
 * What determines the price of a request besides model and day.
 *
 * @param fast whether it ran in the agent's fast mode
 * @param band how many of {@link #THRESHOLDS} its prompt exceeded
 */
public record Tier(boolean fast, int band) {

  /** The prompt lengths, in tokens, above which some provider charges a different price. */
  public static final List<Long> THRESHOLDS = List.of(100_000L, 200_000L, 272_000L);

  private static final int FAST = 1 << 4;

  /**
   * The tier of a request.
   *
   * @param fast whether it ran in fast mode
   * @param promptTokens all tokens that it read: input, cache writes and cache reads
   */
  public static Tier of(boolean fast, long promptTokens) {
    return new Tier(fast, (int) THRESHOLDS.stream().filter(t -> promptTokens > t).count());
  }

  /** Reads {@link #code}. */
  public static Tier ofCode(int code) {
    return new Tier(code >= FAST, code % FAST);
  }

  /** A small number that encodes the tier. */
  public int code() {
    return (fast ? FAST : 0) + band;
  }

  /** Whether the prompt was longer than one of the thresholds. */
  boolean isAbove(long threshold) {
    return band > THRESHOLDS.indexOf(threshold);
  }
}
