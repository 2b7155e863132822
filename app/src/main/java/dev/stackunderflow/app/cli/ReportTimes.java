package dev.stackunderflow.app.cli;

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

/** Days and times as people type them for {@code --since} and {@code --until}. */
final class ReportTimes {

  private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dwmy])");
  private static final int QUARTER_SECONDS = 15 * 60;

  private final ZoneId zone;
  private final Clock clock;

  ReportTimes(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** From a moment on, and up to another one. */
  private record Span(Instant from, Instant to) {}

  /**
   * Reads a time zone.
   *
   * @throws NotFoundException if there is none of that name
   */
  static ZoneId zone(String text, Clock clock) throws NotFoundException {
    ZoneId zone;
    try {
      zone = ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new NotFoundException(
          "There is no time zone "
              + text
              + ". Name one such as Europe/Berlin, Asia/Kolkata, UTC or +05:30.");
    }
    if (zone.getRules().getOffset(clock.instant()).getTotalSeconds() % QUARTER_SECONDS != 0) {
      throw new NotFoundException(
          "Time zones differ from UTC by quarters of an hour; " + text + " does not.");
    }
    return zone;
  }

  /** From when on: a day's or a month's beginning, or the time itself. */
  Instant since(String text) throws NotFoundException {
    return span(text).from();
  }

  /** Up to when: the end of a day or a month, or the time itself. */
  Instant until(String text) throws NotFoundException {
    return span(text).to();
  }

  private Span span(String text) throws NotFoundException {
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
          throw new NotFoundException(
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

  private Span written(String text) throws NotFoundException {
    if (text.length() == "2026-11".length()) {
      YearMonth month = YearMonth.parse(text);
      return new Span(start(month.atDay(1)), start(month.plusMonths(1).atDay(1)));
    }
    if (text.length() == "2026-11-01".length()) {
      return day(LocalDate.parse(text));
    }
    Instant time = time(text.replace(' ', 'T'));
    if (time.getEpochSecond() % QUARTER_SECONDS != 0 || time.getNano() != 0) {
      throw new NotFoundException(
          "A report counts whole quarters of an hour: write the time as :00, :15, :30 or :45, not "
              + text
              + ".");
    }
    return new Span(time, time);
  }

  /** With an offset from UTC, or else in the report's zone. */
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
