package dev.stackunderflow.app.auto;

import dev.stackunderflow.sync.api.SyncException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prunes the bucket once a day. A failure waits for the next day. */
final class DailyPrune {

  private static final Duration EVERY = Duration.ofDays(1);

  private final SyncWork work;
  private final AutoLog log;
  private @Nullable Instant last;

  DailyPrune(SyncWork work, AutoLog log) {
    this.work = work;
    this.log = log;
  }

  /** Prunes if a day has passed since the last time, or since this was first called. */
  void run(Instant now) {
    if (last == null || last.isAfter(now)) {
      last = now;
    }
    if (now.isBefore(last.plus(EVERY))) {
      return;
    }
    last = now;
    try {
      if (!work.isWriteOnly()) {
        log.say(work.prune());
      }
    } catch (SyncException | RuntimeException e) {
      log.say("Pruning failed; the next attempt is tomorrow. " + e.getMessage());
    }
  }
}
