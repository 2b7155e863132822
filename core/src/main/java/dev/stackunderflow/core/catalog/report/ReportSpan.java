package dev.stackunderflow.core.catalog.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A span of time.
 *
 * @param since its first moment
 * @param until its end, exclusive
 */
public record ReportSpan(Instant since, Instant until) {

  private static final int QUARTER_SECONDS = 15 * 60;

  /**
   * The span of the same length that ends where this one begins. Whole days of the zone stay whole
   * days, though days of a clock change are shorter or longer; whole months become whole months.
   * Other spans have the same length in hours, up to a whole quarter of an hour.
   */
  public ReportSpan before(ZoneId zone) {
    var first = since.atZone(zone);
    var end = until.atZone(zone);
    LocalDate firstDay = first.toLocalDate();
    LocalDate endDay = end.toLocalDate();
    if (isStart(since, firstDay, zone) && isStart(until, endDay, zone)) {
      boolean isMonths = firstDay.getDayOfMonth() == 1 && endDay.getDayOfMonth() == 1;
      LocalDate before =
          isMonths
              ? firstDay.minusMonths(ChronoUnit.MONTHS.between(firstDay, endDay))
              : firstDay.minusDays(ChronoUnit.DAYS.between(firstDay, endDay));
      return new ReportSpan(before.atStartOfDay(zone).toInstant(), since);
    }
    long seconds = Duration.between(since, until).toSeconds();
    long whole = Math.ceilDiv(seconds, QUARTER_SECONDS) * QUARTER_SECONDS;
    return new ReportSpan(since.minusSeconds(whole), since);
  }

  private static boolean isStart(Instant time, LocalDate day, ZoneId zone) {
    return time.equals(day.atTime(LocalTime.MIN).atZone(zone).toInstant())
        || time.equals(day.atStartOfDay(zone).toInstant());
  }
}
