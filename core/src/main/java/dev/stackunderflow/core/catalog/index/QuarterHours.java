package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;

/** Quarters of an hour, counted from 1970 in UTC: a day of any time zone begins with one. */
public final class QuarterHours {

  /** A quarter's length. */
  static final int SECONDS = 15 * 60;

  /** For an event whose time is none. */
  public static final long NONE = Long.MIN_VALUE;

  private QuarterHours() {}

  /** The quarter of a time as agents write it. */
  public static long of(String timestamp) {
    Instant time = Timestamps.instant(timestamp);
    return time == null ? NONE : of(time);
  }

  /** The quarter that a time is in. */
  public static long of(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** When a quarter begins. */
  public static Instant start(long quarter) {
    return Instant.ofEpochSecond(quarter * SECONDS);
  }
}
