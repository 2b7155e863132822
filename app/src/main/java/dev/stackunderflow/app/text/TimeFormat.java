package dev.stackunderflow.app.text;

import dev.stackunderflow.core.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Times and durations. */
public final class TimeFormat {

  private static final int MINUTES = "2026-11-01T09:30".length();

  private TimeFormat() {}

  /**
   * A time in this machine's zone, to the minute.
   *
   * @param iso ISO 8601; null gives {@code never}; text that is not a time is returned unchanged
   */
  public static String local(@Nullable String iso) {
    if (iso == null) {
      return "never";
    }
    Instant time = Timestamps.instant(iso);
    if (time == null) {
      return iso; // another program's store may use another format
    }
    String local = LocalDateTime.ofInstant(time, ZoneId.systemDefault()).toString();
    return local.substring(0, MINUTES).replace('T', ' ');
  }

  /**
   * The time between two times: {@code 5 min}, {@code 2 h 10 min}, {@code 3 days}.
   *
   * @return empty text if one of them is missing or is not a time
   */
  public static String duration(@Nullable String from, @Nullable String to) {
    Instant first = from == null ? null : Timestamps.instant(from);
    Instant last = to == null ? null : Timestamps.instant(to);
    if (first == null || last == null) {
      return "";
    }
    Duration time = Duration.between(first, last);
    if (time.toMinutes() < 60) {
      return time.toMinutes() + " min";
    }
    if (time.toDays() < 2) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toDays() + " days";
  }

  /** {@code 45 s}, {@code 5 min}, {@code 2 h}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= 7200 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 ? Math.round(seconds / 60.0) + " min" : seconds + " s";
  }

  /**
   * {@code just now}, {@code 5 min ago}, {@code 3 h ago}, {@code 12 days ago}.
   *
   * @param iso an instant in ISO 8601; null gives {@code never}
   */
  public static String ago(@Nullable String iso, Instant now) {
    return iso == null ? "never" : ago(Instant.parse(iso), now);
  }

  /** The same of an instant. */
  public static String ago(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    if (age.toMinutes() < 1) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    if (age.toDays() < 2) {
      return age.toHours() + " h ago";
    }
    return age.toDays() + " days ago";
  }
}
