package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts, sizes and times as people read them. */
class FormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "1000|1,000", "548313|548,313", "-1000|-1,000", "-999|-999"})
  void countsHaveSeparators(long n, String text) {
    assertThat(CountFormat.of(n)).isEqualTo(text);
  }

  @Test
  void theLargestNumbersFit() {
    assertThat(CountFormat.of(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
    assertThat(CountFormat.of(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
    assertThat(SizeFormat.of(Long.MAX_VALUE)).isEqualTo("9223 PB");
  }

  @Test
  void oneIsSingular() {
    assertThat(CountFormat.of(0, "event")).isEqualTo("0 events");
    assertThat(CountFormat.of(1, "event")).isEqualTo("1 event");
    assertThat(CountFormat.of(1200, "event")).isEqualTo("1,200 events");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1049, 1.0 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "1400000, 1.4 MB",
    "12000000000, 12 GB"
  })
  void sizesHaveTwoOrThreeDigits(long bytes, String text) {
    assertThat(SizeFormat.of(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, just now",
    "PT59S, just now",
    "PT60S, 1 min ago",
    "PT59M, 59 min ago",
    "PT60M, 1 h ago",
    "PT47H, 47 h ago",
    "PT48H, 2 days ago",
    "PT-5M, just now"
  })
  void agesAreRounded(Duration age, String text) {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(TimeFormat.ago(now.minus(age).toString(), now)).isEqualTo(text);
  }

  @Test
  void whatNeverHappenedWasNever() {
    assertThat(TimeFormat.ago((String) null, Instant.EPOCH)).isEqualTo("never");
    assertThat(TimeFormat.local(null)).isEqualTo("never");
  }

  @ParameterizedTest
  @CsvSource({"PT1S, 1 s", "PT119S, 119 s", "PT120S, 2 min", "PT2H, 2 h", "PT150M, 150 min"})
  void intervalsAreShort(Duration duration, String text) {
    assertThat(TimeFormat.duration(duration)).isEqualTo(text);
  }

  @Test
  void theTimeBetweenTwoTimesIsEmptyIfOneIsNotATime() {
    String noon = "2026-11-20T12:00:00Z";
    assertThat(TimeFormat.duration(noon, "2026-11-20T12:05:00Z")).isEqualTo("5 min");
    assertThat(TimeFormat.duration(noon, "2026-11-20T14:10:00Z")).isEqualTo("2 h 10 min");
    assertThat(TimeFormat.duration(noon, "2026-11-23T12:00:00Z")).isEqualTo("3 days");
    assertThat(TimeFormat.duration(noon, "yesterday")).isEmpty();
    assertThat(TimeFormat.duration(null, noon)).isEmpty();
  }

  @Test
  void whatIsNotATimeIsShownUnchanged() {
    assertThat(TimeFormat.local("last week")).isEqualTo("last week");
  }
}
