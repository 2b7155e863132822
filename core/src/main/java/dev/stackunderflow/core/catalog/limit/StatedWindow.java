package dev.stackunderflow.core.catalog.limit;

import dev.stackunderflow.core.catalog.detail.LimitStatement;
import dev.stackunderflow.core.catalog.limit.LimitWindow.DevicePart;
import dev.stackunderflow.core.catalog.report.Report.Device;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A window in the making: the statements that are of it, in the order of their times. */
final class StatedWindow {

  /** What is stated of one window differs by the seconds that an answer took. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final String agent;
  private final String name;
  private final @Nullable Long minutes;
  private final @Nullable Instant reset;
  private final Map<Device, Reading> devices = new LinkedHashMap<>();
  private @Nullable Double used;
  private @Nullable Double peak;
  private Instant seen;
  private @Nullable Instant reached;

  private record Reading(@Nullable Double used, Instant seen) {}

  StatedWindow(String agent, LimitStatement first, Instant time) {
    this.agent = agent;
    this.name = first.name();
    this.minutes = first.windowMinutes();
    this.reset = first.reset();
    this.seen = time;
  }

  /** Whether a statement of the same limit is of this window. */
  boolean isOf(LimitStatement stated) {
    Instant other = stated.reset();
    if (reset != null && other != null) {
      return Duration.between(reset, other).abs().compareTo(TOLERANCE) <= 0;
    }
    // Without a reset, less than before means that there was one.
    boolean isLess = used != null && stated.usedPercent() != null && stated.usedPercent() < used;
    return reset == null && other == null && !isLess;
  }

  void add(LimitStatement stated, Instant time, Device device) {
    seen = time;
    Double percent = stated.usedPercent();
    if (percent != null) {
      used = percent;
      peak = peak == null ? percent : Double.valueOf(Math.max(peak, percent));
    }
    if (stated.isReached() && reached == null) {
      reached = time;
    }
    devices.put(device, new Reading(percent, time));
  }

  LimitWindow window() {
    return new LimitWindow(
        agent,
        name,
        minutes,
        reset == null || minutes == null ? null : reset.minusSeconds(minutes * 60),
        reset,
        false,
        null,
        used,
        peak,
        seen,
        reached,
        null,
        devices.entrySet().stream()
            .map(
                d ->
                    new DevicePart(
                        d.getKey().deviceId(),
                        d.getKey().deviceLabel(),
                        d.getValue().used(),
                        d.getValue().seen(),
                        null))
            .toList());
  }
}
