package dev.stackunderflow.app.auto;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often to look for news: slower on battery, and where nobody has worked with this machine's
 * sessions, or looked at them, for a while.
 */
final class PollInterval {

  private static final Duration IDLE_AFTER = Duration.ofMinutes(30);
  private static final int ON_BATTERY = 2;
  private static final int IDLE = 4;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private @Nullable Instant lastUse;
  private @Nullable Instant slowedUntil;

  /** Somebody works here. */
  synchronized void inUse(Instant now) {
    lastUse = now;
  }

  /** The day's requests are used up faster than the day: nothing before this time. */
  synchronized void slowedByRequests(@Nullable Instant until) {
    slowedUntil = until;
  }

  /** The wanted interval or a longer one; never over 15 minutes unless that is wanted. */
  synchronized Duration interval(Duration wanted, boolean onBattery, Instant now) {
    int factor = (onBattery ? ON_BATTERY : 1) * (isIdle(now) ? IDLE : 1);
    Duration longer = wanted.multipliedBy(factor);
    if (longer.compareTo(LONGEST) <= 0) {
      return longer;
    }
    return wanted.compareTo(LONGEST) > 0 ? wanted : LONGEST;
  }

  /** Why it is longer, or null. */
  synchronized @Nullable String slowedBy(boolean onBattery, Instant now) {
    if (slowedUntil != null && now.isBefore(slowedUntil)) {
      return "requests";
    }
    return isIdle(now) ? "idle" : onBattery ? "battery" : null;
  }

  private boolean isIdle(Instant now) {
    if (lastUse == null || lastUse.isAfter(now)) {
      lastUse = now;
    }
    return !now.isBefore(lastUse.plus(IDLE_AFTER));
  }
}
