package dev.stackunderflow.app.auto;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often to pull: less often on battery, and when nobody has written or viewed sessions on this
 * machine for half an hour. Thread-safe.
 */
final class PollInterval {

  private static final Duration IDLE_AFTER = Duration.ofMinutes(30);
  private static final int ON_BATTERY = 2;
  private static final int IDLE = 4;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private @Nullable Instant lastUse;
  private @Nullable Instant slowedUntil;

  /** Notes that the machine is in use. */
  synchronized void inUse(Instant now) {
    lastUse = now;
  }

  /** Notes that the daily request limit delays the next sync until this time; null: it does not. */
  synchronized void slowedByRequests(@Nullable Instant until) {
    slowedUntil = until;
  }

  /**
   * The interval of the settings or a longer one, at most 15 minutes unless the settings say more.
   */
  synchronized Duration interval(Duration wanted, boolean onBattery, Instant now) {
    int factor = (onBattery ? ON_BATTERY : 1) * (isIdle(now) ? IDLE : 1);
    Duration longer = wanted.multipliedBy(factor);
    if (longer.compareTo(LONGEST) <= 0) {
      return longer;
    }
    return wanted.compareTo(LONGEST) > 0 ? wanted : LONGEST;
  }

  /** Why it is longer: {@code requests}, {@code idle}, {@code battery}, or null. */
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
