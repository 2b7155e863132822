package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.UsageException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --tz}: the time zone of a report, which counts whole quarters of an hour. */
public final class ZoneOption {

  private static final int QUARTER_SECONDS = 15 * 60;

  @Option(
      names = "--tz",
      paramLabel = "ZONE",
      description = "The time zone of days: Europe/Berlin, +05:30, UTC (default: this machine's).")
  private @Nullable String zone;

  /**
   * The time zone.
   *
   * @param clock tells the offset of today
   * @throws UsageException if it is not a time zone, or a day of it does not begin with a quarter
   */
  public ZoneId zone(Clock clock) throws UsageException {
    if (zone == null) {
      return ZoneId.systemDefault();
    }
    ZoneId named;
    try {
      named = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new UsageException(
          "Not a time zone: " + zone + ". Examples: Europe/Berlin, Asia/Kolkata, UTC, +05:30.");
    }
    if (named.getRules().getOffset(clock.instant()).getTotalSeconds() % QUARTER_SECONDS != 0) {
      throw new UsageException(
          "A report needs a time zone whose offset is a multiple of 15 minutes; the offset of "
              + zone
              + " is not.");
    }
    return named;
  }

  /**
   * The same time.
   *
   * @throws UsageException if it is not the beginning of a quarter of an hour
   */
  public static @Nullable Instant wholeQuarter(@Nullable Instant time) throws UsageException {
    if (time != null && (time.getEpochSecond() % QUARTER_SECONDS != 0 || time.getNano() != 0)) {
      throw new UsageException(
          "A report counts whole quarters of an hour: use a time that ends with :00, :15, :30 or :45.");
    }
    return time;
  }
}
