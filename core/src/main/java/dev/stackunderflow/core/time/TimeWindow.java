package dev.stackunderflow.core.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in UTC, to the second: {@code 2026-11-01T12:00:00}. Compares as text with the
 * first 19 characters of the times in logs.
 *
 * @param since the beginning; null for none
 * @param until the end, exclusive; null for none
 */
public record TimeWindow(@Nullable String since, @Nullable String until) {

  /** All time. */
  public static final TimeWindow ALL = new TimeWindow(null, null);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The span between two moments, the second exclusive; null for no limit. */
  public static TimeWindow between(@Nullable Instant since, @Nullable Instant until) {
    return new TimeWindow(
        since == null ? null : SECONDS.format(since), until == null ? null : SECONDS.format(until));
  }

  /** Whether it has no limit. */
  public boolean isAllTime() {
    return since == null && until == null;
  }

  /** A condition on a column of times, with two parameters: {@code since} and {@code until}. */
  public static String condition(String first, String last) {
    return " (substr(%2$s, 1, 19) >= coalesce(?, '') AND substr(%1$s, 1, 19) < coalesce(?, '~'))"
        .formatted(first, last);
  }
}
