package dev.stackunderflow.core.price;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * The prices of requests in the hours in which a provider charges more.
 *
 * @param hours the hours of the day (UTC)
 * @param onWeekdays whether only from Monday to Friday (UTC)
 * @param rates the prices
 */
public record PeakPrice(List<Hours> hours, boolean onWeekdays, Rates rates) {

  private static final long SECONDS_AN_HOUR = 3_600;
  private static final long SECONDS_A_DAY = 24 * SECONDS_AN_HOUR;

  /**
   * Hours of a day.
   *
   * @param from the first hour, 0 to 23
   * @param to the hour before which they end, 1 to 24
   */
  public record Hours(int from, int to) {

    boolean arePossible() {
      return from < to && to <= 24;
    }
  }

  /** Whether a moment, in seconds since 1970, is in these hours. */
  boolean contains(long epochSecond) {
    long hour = Math.floorMod(epochSecond, SECONDS_A_DAY) / SECONDS_AN_HOUR;
    return hours.stream().anyMatch(span -> hour >= span.from() && hour < span.to())
        && !(onWeekdays && isWeekend(Math.floorDiv(epochSecond, SECONDS_A_DAY)));
  }

  private static boolean isWeekend(long epochDay) {
    DayOfWeek day = LocalDate.ofEpochDay(epochDay).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
