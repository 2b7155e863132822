package dev.stackunderflow.app.auto;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the next sync is due. A value: each method returns the schedule that follows, or answers a
 * question about a moment; nothing here reads a clock.
 *
 * @param lastPull when the last pull began; null: pull as soon as possible
 * @param pushDue whether there is something to push
 * @param notBefore no sync before this time, because the last one failed or to save requests; null:
 *     no such limit
 * @param pausedUnder set while syncs are paused: the circumstances under which they failed
 */
record SyncSchedule(
    @Nullable Instant lastPull,
    boolean pushDue,
    @Nullable Instant notBefore,
    @Nullable String pausedUnder) {

  /** Before the first sync: everything is due. */
  static final SyncSchedule START = new SyncSchedule(null, true, null, null);

  /** There is something new to push. */
  SyncSchedule withPushDue() {
    return new SyncSchedule(lastPull, true, notBefore, pausedUnder);
  }

  /** Sync at once, whatever was in the way. */
  SyncSchedule atOnce() {
    return new SyncSchedule(null, pushDue, null, null);
  }

  /** A pull begins. */
  SyncSchedule withPull(Instant now) {
    return new SyncSchedule(now, pushDue, notBefore, pausedUnder);
  }

  /** A push succeeded. */
  SyncSchedule withPush() {
    return new SyncSchedule(lastPull, false, notBefore, pausedUnder);
  }

  /** A sync succeeded; the next one not before this time, null for any. */
  SyncSchedule afterSuccess(@Nullable Instant notBefore) {
    return new SyncSchedule(lastPull, pushDue, notBefore, null);
  }

  /** A sync failed: repeat all of it at this time. */
  SyncSchedule retryAt(Instant time) {
    return new SyncSchedule(null, pushDue, time, pausedUnder);
  }

  /** A sync failed in a way that only a change of circumstances cures; check again at this time. */
  SyncSchedule paused(String circumstances, Instant recheck) {
    return new SyncSchedule(lastPull, pushDue, recheck, circumstances);
  }

  /** The pause is over. */
  SyncSchedule resumed() {
    return new SyncSchedule(lastPull, pushDue, null, null);
  }

  /** Whether a pause still holds. */
  boolean isPaused(String circumstances, Instant now) {
    return circumstances.equals(pausedUnder) && isBefore(now, notBefore);
  }

  /** Whether to pull, given how often to. */
  boolean isPullDue(Instant now, Duration interval) {
    return !isBefore(now, nextPull(now, interval));
  }

  /** Whether to push, or to pull and push. */
  boolean isDue(Instant now, Duration interval) {
    return !isBefore(now, notBefore) && (pushDue || isPullDue(now, interval));
  }

  /** When the next sync is due even if there is nothing to push. */
  Instant nextSync(Instant now, Duration interval) {
    return later(nextPull(now, interval), notBefore);
  }

  /** How long until the next sync is due; never negative. */
  Duration wait(Instant now, Duration interval) {
    Instant due = later(pushDue ? now : nextPull(now, interval), notBefore);
    Duration wait = Duration.between(now, due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private Instant nextPull(Instant now, Duration interval) {
    return lastPull == null ? now : lastPull.plus(interval);
  }

  private static boolean isBefore(Instant now, @Nullable Instant due) {
    return due != null && now.isBefore(due);
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
