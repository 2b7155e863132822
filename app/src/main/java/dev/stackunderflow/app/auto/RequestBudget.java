package dev.stackunderflow.app.auto;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Spreads the requests that are allowed per day over the day. A device that is below its share so
 * far does not wait; one above it waits so that the rest lasts until midnight (UTC).
 */
final class RequestBudget {

  /** New events are pushed at least this often, however many requests were used. */
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  private RequestBudget() {}

  /**
   * How long to wait after a sync.
   *
   * @param perDay the limit; 0: none
   * @param usedToday requests so far today
   * @param cost requests of the sync that just ended
   * @param now the time
   */
  static Duration wait(long perDay, long usedToday, long cost, Instant now) {
    if (perDay == 0 || cost == 0) {
      return Duration.ZERO;
    }
    Instant midnight =
        now.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    Duration gone = Duration.between(midnight, now);
    if ((double) usedToday / perDay <= (double) gone.toMillis() / DAY.toMillis()) {
      return Duration.ZERO;
    }
    long left = perDay - usedToday;
    if (left <= 0) {
      return LONGEST_WAIT;
    }
    double millis = (double) DAY.minus(gone).toMillis() / left * cost;
    return Duration.ofMillis(Math.min((long) millis, LONGEST_WAIT.toMillis()));
  }
}
