package dev.stackunderflow.core.catalog.limit;

import dev.stackunderflow.core.catalog.report.Report.Counts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window of a usage limit. Null is what is not known.
 *
 * @param agent the agent
 * @param name which of the account's limits, where there are several; else empty
 * @param minutes its length
 * @param start its beginning
 * @param end its end, exclusive
 * @param isComputed whether beginning and end are computed from the messages, not stated
 * @param statedReset when the agent says that the limit is reset, where the window is computed
 * @param usedPercent how much of the limit was used when it was last stated
 * @param peakPercent the most that was stated
 * @param seenAt when the agent last stated something
 * @param reachedAt when the agent first said that the limit is reached
 * @param spent what was used, of a computed window
 * @param devices the part of each device
 */
public record LimitWindow(
    String agent,
    String name,
    @Nullable Long minutes,
    @Nullable Instant start,
    @Nullable Instant end,
    boolean isComputed,
    @Nullable Instant statedReset,
    @Nullable Double usedPercent,
    @Nullable Double peakPercent,
    @Nullable Instant seenAt,
    @Nullable Instant reachedAt,
    @Nullable Counts spent,
    List<DevicePart> devices) {

  /** From so many percent on, a limit counts as nearly reached. */
  public static final double NEAR_PERCENT = 80;

  /**
   * What is known from one device.
   *
   * @param usedPercent what its log last stated of the whole limit
   * @param seenAt when
   * @param spent what was used on it, of a computed window
   */
  public record DevicePart(
      String deviceId,
      String deviceLabel,
      @Nullable Double usedPercent,
      @Nullable Instant seenAt,
      @Nullable Counts spent) {}

  /** Whether the limit was nearly reached, or reached. */
  public boolean isNear() {
    return reachedAt != null || (peakPercent != null && peakPercent >= NEAR_PERCENT);
  }

  /** When the limit is reset, as stated or else as computed. */
  public @Nullable Instant reset() {
    return statedReset == null ? end : statedReset;
  }

  /** How much of the limit is left. */
  public @Nullable Double leftPercent() {
    return usedPercent == null ? null : Double.valueOf(Math.max(0, 100 - usedPercent));
  }

  /** Whether a moment is within it. */
  public boolean isAt(Instant time) {
    Instant reset = reset();
    return reset != null && time.isBefore(reset) && (start == null || !start.isAfter(time));
  }

  /** By which windows are in order: the latest time that is known of it. */
  Instant order() {
    Instant known = end == null ? seenAt : end;
    return known == null ? Instant.MIN : known;
  }

  /** Whether it may have been within a span; null for no limit. */
  boolean overlaps(@Nullable Instant since, @Nullable Instant until) {
    Instant last = order();
    Instant first = start == null ? last : start;
    return (since == null || last.isAfter(since)) && (until == null || first.isBefore(until));
  }
}
