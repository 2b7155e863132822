package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import dev.stackunderflow.core.catalog.report.Report.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Maps quarters of an hour to hours, days, weeks or months of a time zone. */
final class Periods {

  private static final int MINUTES_A_QUARTER = 15;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);

  private final ZoneId zone;

  // Rows are in order of time within a session, so the last day found is mostly the next one too.
  private LocalDate day = LocalDate.EPOCH;
  private long firstQuarter;
  private long endQuarter;

  Periods(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The first day of the quarter's period, in days since 1970; of an hour its first quarter; {@link
   * QuarterHours#NONE} for no time.
   */
  long of(Grouping grouping, long quarter) {
    if (quarter == QuarterHours.NONE) {
      return QuarterHours.NONE;
    }
    if (grouping == Grouping.HOUR) {
      return hour(quarter);
    }
    if (quarter < firstQuarter || quarter >= endQuarter) {
      day = QuarterHours.start(quarter).atZone(zone).toLocalDate();
      firstQuarter = QuarterHours.of(day.atStartOfDay(zone).toInstant());
      endQuarter = QuarterHours.of(day.plusDays(1).atStartOfDay(zone).toInstant());
    }
    return switch (grouping) {
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
      case MONTH -> day.withDayOfMonth(1).toEpochDay();
      default -> day.toEpochDay();
    };
  }

  /** Where clocks are set by a part of an hour, the hour that this cuts is two. */
  private long hour(long quarter) {
    ZonedDateTime time = QuarterHours.start(quarter).atZone(zone);
    long first = quarter - time.getMinute() / MINUTES_A_QUARTER;
    while (!QuarterHours.start(first).atZone(zone).getOffset().equals(time.getOffset())) {
      first++;
    }
    return first;
  }

  /** Names the period that {@link #of} found. */
  Period period(Grouping grouping, long key) {
    if (key == QuarterHours.NONE) {
      return new Period(null, "");
    }
    if (grouping == Grouping.HOUR) {
      ZonedDateTime start = QuarterHours.start(key).atZone(zone);
      return new Period(start.toLocalDate(), HOUR.format(start));
    }
    LocalDate first = LocalDate.ofEpochDay(key);
    return new Period(first, label(grouping, first));
  }

  private static String label(Grouping grouping, LocalDate first) {
    return switch (grouping) {
      case WEEK ->
          String.format(
              Locale.ROOT,
              "%d-W%02d",
              first.get(IsoFields.WEEK_BASED_YEAR),
              first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> first.toString().substring(0, 7);
      default -> first.toString();
    };
  }
}
