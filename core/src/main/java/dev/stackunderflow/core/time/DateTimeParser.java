package dev.stackunderflow.core.time;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads days and times as users type them: {@code 2026-11-01}, {@code 2026-11}, {@code
 * 2026-11-01T09:30}, with or without an offset, {@code yesterday}, {@code 7d}.
 */
public final class DateTimeParser {

  private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dwmy])");

  private final ZoneId zone;
  private final Clock clock;

  /**
   * Reads in a time zone.
   *
   * @param zone the zone of days, and of times without an offset
   * @param clock tells the current day
   */
  public DateTimeParser(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** A span of time; the end is exclusive. */
  private record Span(Instant from, Instant to) {}

  /**
   * The beginning of a span: the start of a day or month, or the time itself.
   *
   * @throws InvalidDateException if the text is not a day or time
   */
  public Instant since(String text) throws InvalidDateException {
    return span(text).from();
  }

  /**
   * The end of a span, exclusive: the end of a day or month, or the time itself.
   *
   * @throws InvalidDateException if the text is not a day or time
   */
  public Instant until(String text) throws InvalidDateException {
    return span(text).to();
  }

  /**
   * Both ends of a span.
   *
   * @param since its first day or moment; null for no beginning
   * @param until its last day, or the moment after it; null for no end
   * @throws InvalidDateException if one of them is not a day or time
   */
  public TimeWindow window(@Nullable String since, @Nullable String until)
      throws InvalidDateException {
    return TimeWindow.between(
        since == null ? null : since(since), until == null ? null : until(until));
  }

  private Span span(String text) throws InvalidDateException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return day(ago(today, Long.parseLong(ago.group(1)), ago.group(2)));
    }
    switch (text) {
      case "today" -> {
        return day(today);
      }
      case "yesterday" -> {
        return day(today.minusDays(1));
      }
      default -> {
        try {
          return written(text);
        } catch (DateTimeException e) {
          throw new InvalidDateException(
              "Not a valid date or time: "
                  + text
                  + ". Use 2026-11-01, 2026-11, 2026-11-01T09:30, today, yesterday, or a time ago: 7d, 2w, 3m, 1y.");
        }
      }
    }
  }

  private static LocalDate ago(LocalDate today, long n, String unit) {
    return switch (unit) {
      case "d" -> today.minusDays(n);
      case "w" -> today.minusWeeks(n);
      case "m" -> today.minusMonths(n);
      default -> today.minusYears(n);
    };
  }

  private Span written(String text) {
    if (text.length() == "2026-11".length()) {
      YearMonth month = YearMonth.parse(text);
      return new Span(start(month.atDay(1)), start(month.plusMonths(1).atDay(1)));
    }
    if (text.length() == "2026-11-01".length()) {
      return day(LocalDate.parse(text));
    }
    Instant time = time(text.replace(' ', 'T'));
    return new Span(time, time);
  }

  /** Reads a time with an offset, or one in the zone. */
  private Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    }
  }

  private Span day(LocalDate day) {
    return new Span(start(day), start(day.plusDays(1)));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
