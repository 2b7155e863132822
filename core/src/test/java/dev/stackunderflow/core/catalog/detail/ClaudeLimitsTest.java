package dev.stackunderflow.core.catalog.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeLimitsTest {

  private static final Instant NOON = Instant.parse("2026-10-24T12:00:00Z");

  private static LimitStatement read(String text) {
    LimitStatement stated = ClaudeLimits.read(text, NOON);
    assertThat(stated).as(text).isNotNull();
    return stated == null ? new LimitStatement("", null, null, null, false) : stated;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Claude AI usage limit reached|1792854000; ; 2026-10-24T15:00:00Z",
        "Claude usage limit reached. Your limit will reset at 3pm (UTC).; ; 2026-10-24T15:00:00Z",
        "5-hour limit reached ∙ resets 3pm (UTC); 300; 2026-10-24T15:00:00Z",
        "You've hit your session limit · resets 9:50pm (Asia/Saigon); 300; 2026-10-24T14:50:00Z",
        "You’ve hit your limit · resets 7pm (Europe/Paris); ; 2026-10-24T17:00:00Z",
        "You've hit your weekly limit · resets Oct 27, 7pm (UTC); 10080; 2026-10-27T19:00:00Z",
        "Weekly limit reached ∙ resets 11:30am (UTC); 10080; 2026-10-25T11:30:00Z",
        "5-hour limit reached ∙ resets 16:59 (UTC); 300; 2026-10-24T16:59:00Z",
        "You've reached your weekly limit. It resets at 12am (UTC); 10080; 2026-10-25T00:00:00Z"
      })
  void theWindowAndTheResetAreRead(String text, @Nullable Long minutes, String reset) {
    LimitStatement stated = read(text);
    assertThat(stated.windowMinutes()).isEqualTo(minutes);
    assertThat(stated.reset()).isEqualTo(reset);
    assertThat(stated.isReached()).isTrue();
    assertThat(stated.usedPercent()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5-hour limit reached ∙ resets 3pm",
        "5-hour limit reached ∙ resets 6pm (UTC)",
        "5-hour limit reached ∙ resets 3pm (Europe/Nowhere)",
        "5-hour limit reached ∙ resets 13pm (UTC)",
        "5-hour limit reached ∙ resets 25:00 (UTC)",
        "5-hour limit reached ∙ resets Feb 31, 3pm (UTC)",
        "Claude AI usage limit reached|99999999999",
        "Claude AI usage limit reached|1000000000",
        "Claude AI usage limit reached|soon"
      })
  void aResetThatIsNotStatedOrCannotBeTrueIsNotKnown(String text) {
    assertThat(read(text).reset()).isNull();
  }

  @Test
  void aResetInTheNightOfTheClockChangeIsTheOneAfterTheMessage() {
    // Clocks go back from 03:00 to 02:00 in the night after.
    assertThat(read("You've hit your limit · resets 4am (Europe/Berlin)").reset())
        .isEqualTo("2026-10-25T03:00:00Z");
    assertThat(
            ClaudeLimits.read(
                "You've hit your limit · resets Jan 1, 9am (UTC)",
                Instant.parse("2026-12-31T10:00:00Z")))
        .extracting(LimitStatement::reset)
        .isEqualTo(Instant.parse("2027-01-01T09:00:00Z"));
  }

  @Test
  void whichModelsLimitItIsIsItsName() {
    assertThat(read("Opus weekly limit reached ∙ resets 3pm (UTC)").name()).isEqualTo("opus");
    assertThat(read("Weekly limit reached").name()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API Error: 529 Overloaded.",
        "Server is temporarily limiting requests (not your usage limit). Retry in 156s.",
        "The log says: 5-hour limit reached",
        "You've hit your stride",
        ""
      })
  void otherErrorsSayNothingOfALimit(String text) {
    assertThat(ClaudeLimits.read(text, NOON)).isNull();
  }
}
