package dev.stackunderflow.core.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter ("equal jitter"): the delay doubles with each failure up to a
 * limit, and half of it is random, so that many machines do not retry at the same moment.
 *
 * @param first the longest delay after the first failure
 * @param limit the longest delay
 */
public record Backoff(Duration first, Duration limit) {

  /** For requests to a bucket: from 1 s to 15 min. */
  public static final Backoff BUCKET = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  /** Past this many doublings of at least 1 ms every delay is at a limit of days. */
  private static final int MAX_DOUBLINGS = 30;

  /**
   * The delay before the next attempt.
   *
   * @param failures failed attempts in a row, at least 1
   * @param random for the random half
   * @return between half of the full delay and all of it, in whole milliseconds
   */
  public Duration delay(int failures, RandomGenerator random) {
    int doublings = Math.min(Math.max(failures, 1) - 1, MAX_DOUBLINGS);
    long full = Math.min(limit.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
