package dev.stackunderflow.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T09:30:00.123Z,         2026-11-01T09:30:00.123Z",
    "2026-11-01T09:30:00Z,             2026-11-01T09:30:00Z",
    "2026-11-01T09:30:00.123456Z,      2026-11-01T09:30:00.123456Z",
    "2026-11-01T09:30:00+02:00,        2026-11-01T07:30:00Z",
    "2026-11-01T09:30:00,              2026-11-01T09:30:00Z",
    "2026-11-01 09:30:00.5,            2026-11-01T09:30:00.500Z",
    "' 2026-11-01T09:30:00Z ',         2026-11-01T09:30:00Z",
  })
  void timesOfAgentsAndOfThePythonToolAreRead(String text, String instant) {
    assertThat(Timestamps.instant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-11-01",
        "2026-11-31T09:30:00.123Z",
        "2026-11-01T0x:30:00.123Z",
        "2026-11-01T24:30:00.123Z",
        "1764150000",
        "+999999999-12-31T23:59:59.999999999+18:00",
        "-999999999-01-01T00:00:00Z",
        "0000-01-01T00:00:00.000Z",
        "+10000-01-01T00:00:00Z"
      })
  void textThatIsNotATimeIsNull(String text) {
    assertThat(Timestamps.instant(text)).isNull();
  }
}
