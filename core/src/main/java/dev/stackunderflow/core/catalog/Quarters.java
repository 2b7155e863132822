package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.store.Timestamps;
import java.time.Instant;

/** Quarters of an hour, counted from 1970 in UTC: a day of any time zone begins with one. */
final class Quarters {

  /** A quarter's length. */
  static final int SECONDS = 15 * 60;

  /** For an event whose time is none. */
  static final long NONE = Long.MIN_VALUE;

  private Quarters() {}

  /** The quarter of a time as agents write it. */
  static long of(String timestamp) {
    Instant time = Timestamps.instant(timestamp);
    return time == null ? NONE : of(time);
  }

  /** The quarter that a time is in. */
  static long of(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** When a quarter begins. */
  static Instant start(long quarter) {
    return Instant.ofEpochSecond(quarter * SECONDS);
  }
}
