package dev.stackunderflow.core.catalog.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeriodsTest {

  @Test
  void aQuarterIsOfTheDayThatItsClocksShowInEveryZone() {
    var random = new Random(7);
    long first = QuarterHours.of(Instant.parse("2025-01-01T00:00:00Z"));
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      var periods = new Periods(zone);
      long quarter = first;
      for (int i = 0; i < 200; i++) {
        quarter = random.nextInt(4) == 0 ? first + random.nextInt(80_000) : quarter + 1;
        Instant last = QuarterHours.start(quarter + 1).minusMillis(1);
        assertThat(periods.of(Grouping.DAY, quarter))
            .as(id)
            .isEqualTo(QuarterHours.start(quarter).atZone(zone).toLocalDate().toEpochDay())
            .isEqualTo(last.atZone(zone).toLocalDate().toEpochDay());
      }
    }
  }

  @Test
  void whatHasNoTimeHasAPeriodOfItsOwn() {
    assertThat(QuarterHours.of("some day")).isEqualTo(QuarterHours.NONE);
    assertThat(QuarterHours.of("2026-13-01T00:00:00.000Z")).isEqualTo(QuarterHours.NONE);
    assertThat(new Periods(ZoneId.of("UTC")).of(Grouping.WEEK, QuarterHours.NONE))
        .isEqualTo(QuarterHours.NONE);
    assertThat(new Periods(ZoneId.of("UTC")).period(Grouping.WEEK, QuarterHours.NONE).label())
        .isEmpty();
  }

  private static String hour(Periods periods, String time) {
    long key = periods.of(Grouping.HOUR, QuarterHours.of(Instant.parse(time)));
    return periods.period(Grouping.HOUR, key).label();
  }

  @Test
  void theHourThatClocksShowTwiceIsTwoHours() {
    var periods = new Periods(ZoneId.of("Europe/Berlin"));
    assertThat(hour(periods, "2026-10-25T00:59:00Z")).isEqualTo("2026-10-25T02:00+02:00");
    assertThat(hour(periods, "2026-10-25T01:00:00Z")).isEqualTo("2026-10-25T02:00+01:00");
    assertThat(hour(periods, "2026-03-29T00:59:00Z")).isEqualTo("2026-03-29T01:00+01:00");
    assertThat(hour(periods, "2026-03-29T01:00:00Z")).isEqualTo("2026-03-29T03:00+02:00");
  }

  @Test
  void anHourBeginsWithAFullHourOfTheZone() {
    var periods = new Periods(ZoneId.of("Asia/Kathmandu"));
    assertThat(hour(periods, "2026-11-01T10:14:00Z")).isEqualTo("2026-11-01T15:00+05:45");
    assertThat(hour(periods, "2026-11-01T10:15:00Z")).isEqualTo("2026-11-01T16:00+05:45");
  }

  @Test
  void anHourThatIsCutByHalfAnHourOfClockChangeIsTwo() {
    // On Lord Howe Island clocks go back by half an hour, from 02:00 to 01:30.
    var periods = new Periods(ZoneId.of("Australia/Lord_Howe"));
    assertThat(hour(periods, "2026-04-04T14:45:00Z")).isEqualTo("2026-04-05T01:00+11:00");
    assertThat(hour(periods, "2026-04-04T15:15:00Z")).isEqualTo("2026-04-05T01:30+10:30");
    assertThat(hour(periods, "2026-04-04T15:30:00Z")).isEqualTo("2026-04-05T02:00+10:30");
    assertThat(hour(periods, "2026-04-04T14:00:00Z")).isEqualTo("2026-04-05T01:00+11:00");
  }

  @Test
  void timesAreReadAsAgentsAndThePythonToolWriteThem() {
    long quarter = QuarterHours.of(Instant.parse("2026-11-01T10:15:00Z"));
    for (String time :
        new String[] {
          "2026-11-01T10:15:00.000Z",
          "2026-11-01T10:29:59.999Z",
          "2026-11-01T10:15:00Z",
          "2026-11-01T11:20:00.5+01:00",
          "2026-11-01 10:15:00",
          "2026-11-01T10:15:00.123456"
        }) {
      assertThat(QuarterHours.of(time)).as(time).isEqualTo(quarter);
    }
  }
}
