package dev.stackunderflow.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeParserTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static DateTimeParser at(String now) {
    return new DateTimeParser(BERLIN, Clock.fixed(Instant.parse(now), ZoneId.of("UTC")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01,                2026-10-31T23:00:00Z, 2026-11-01T23:00:00Z",
    "2026-11,                   2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
    "2026-12,                   2026-11-30T23:00:00Z, 2026-12-31T23:00:00Z",
    "today,                     2026-11-25T23:00:00Z, 2026-11-26T23:00:00Z",
    "yesterday,                 2026-11-24T23:00:00Z, 2026-11-25T23:00:00Z",
    "0d,                        2026-11-25T23:00:00Z, 2026-11-26T23:00:00Z",
    "7d,                        2026-11-18T23:00:00Z, 2026-11-19T23:00:00Z",
    "2w,                        2026-11-11T23:00:00Z, 2026-11-12T23:00:00Z",
    "1m,                        2026-10-25T23:00:00Z, 2026-10-26T23:00:00Z",
    "1y,                        2025-11-25T23:00:00Z, 2025-11-26T23:00:00Z",
    "2026-11-01T09:30,          2026-11-01T08:30:00Z, 2026-11-01T08:30:00Z",
    "2026-11-01 09:30,          2026-11-01T08:30:00Z, 2026-11-01T08:30:00Z",
    "2026-11-01T09:30:15Z,      2026-11-01T09:30:15Z, 2026-11-01T09:30:15Z",
    "2026-11-01T09:30-08:00,    2026-11-01T17:30:00Z, 2026-11-01T17:30:00Z",
  })
  void aDayOrMonthIsASpanAndATimeIsAMoment(String text, String since, String until)
      throws Exception {
    DateTimeParser parser = at("2026-11-26T12:00:00Z");
    assertThat(parser.since(text)).isEqualTo(since);
    assertThat(parser.until(text)).isEqualTo(until);
  }

  @Test
  void aDayWithATimeChangeHas25Hours() throws Exception {
    DateTimeParser parser = at("2026-11-26T12:00:00Z");
    assertThat(parser.since("2026-10-25")).isEqualTo("2026-10-24T22:00:00Z");
    assertThat(parser.until("2026-10-25")).isEqualTo("2026-10-25T23:00:00Z");
  }

  @Test
  void todayIsTheDayOfTheZoneNotOfUtc() throws Exception {
    assertThat(at("2026-11-26T23:30:00Z").since("today")).isEqualTo("2026-11-26T23:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "2026",
        "2026-13",
        "2026-02-30",
        "2026-11-01T25:00",
        "d",
        "-1d",
        "7",
        "7x",
        "99999d",
        "+999999999-12-31"
      })
  void anythingElseIsRejectedWithExamples(String text) {
    assertThatThrownBy(() -> at("2026-11-26T12:00:00Z").since(text))
        .isInstanceOf(InvalidDateException.class)
        .hasMessageStartingWith("Not a valid date or time: " + text + ". Use 2026-11-01");
  }

  @Test
  void aWindowIsInUtcToTheSecond() throws Exception {
    assertThat(at("2026-11-26T12:00:00Z").window("2026-11-01", null))
        .isEqualTo(new TimeWindow("2026-10-31T23:00:00", null));
    assertThat(at("2026-11-26T12:00:00Z").window(null, null)).isEqualTo(TimeWindow.ALL);
  }
}
