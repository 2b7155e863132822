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
 * Days and times as people write them: {@code 2026-11-01}, {@code 2026-11}, {@code
 * 2026-11-01T09:30}, with an offset or not, {@code yesterday}, {@code 7d}.
 */
public final class DateTimeParser {

  private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dwmy])");

  private final ZoneId zone;
  private final Clock clock;

  /**
   * Reads them.
   *
   * @param zone whose days they are, and whose times where they have no offset
   * @param clock says what day it is
   */
  public DateTimeParser(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** From a moment on, and up to another one. */
  private record Span(Instant from, Instant to) {}

  /**
   * From when on: a day's or a month's beginning, or the time itself.
   *
   * @throws InvalidDateException if this is no day and no time
   */
  public Instant since(String text) throws InvalidDateException {
    return span(text).from();
  }

  /**
   * Up to when, without that moment: the end of a day or a month, or the time itself.
   *
   * @throws InvalidDateException if this is no day and no time
   */
  public Instant until(String text) throws InvalidDateException {
    return span(text).to();
  }

  /**
   * Both ends of a span.
   *
   * @param since its first day or moment; null for no beginning
   * @param until its last day, or the moment after it; null for no end
   * @throws InvalidDateException if one of them is no day and no time
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
              "This is no day or time: "
                  + text
                  + ". Write 2026-11-01, 2026-11, 2026-11-01T09:30, today, yesterday, or how long"
                  + " ago: 7d, 2w, 3m, 1y.");
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

  /** With an offset from UTC, or else in the zone. */
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
