package dev.stackunderflow.core.catalog.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSpanTest {

  @ParameterizedTest
  @CsvSource({
    // Seven days of Berlin, one of which has 25 hours, and the seven days before.
    "Europe/Berlin,2026-10-22T22:00:00Z,2026-10-29T23:00:00Z,2026-10-15T22:00:00Z",
    // March, in which clocks are set forward, and February.
    "Europe/Berlin,2026-02-28T23:00:00Z,2026-03-31T22:00:00Z,2026-01-31T23:00:00Z",
    // A quarter of a year, and the one before.
    "UTC,2026-04-01T00:00:00Z,2026-07-01T00:00:00Z,2026-01-01T00:00:00Z",
    "UTC,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,2026-10-31T00:00:00Z",
    // Not whole days: the same length, up to a whole quarter of an hour.
    "UTC,2026-11-01T10:00:00Z,2026-11-01T12:00:00Z,2026-11-01T08:00:00Z",
    "UTC,2026-11-01T00:00:00Z,2026-11-01T12:07:03Z,2026-10-31T11:45:00Z",
    // A day that begins at 01:00, because clocks are set forward at midnight.
    "Africa/Cairo,2026-04-23T22:00:00Z,2026-04-24T21:00:00Z,2026-04-22T22:00:00Z"
  })
  void theSpanBeforeHasTheSameLength(String zone, Instant since, Instant until, Instant before) {
    assertThat(new ReportSpan(since, until).before(ZoneId.of(zone)))
        .isEqualTo(new ReportSpan(before, since));
  }
}
