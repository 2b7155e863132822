package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTest {

  private final ServerClock clock = new ServerClock(() -> Instant.parse("2026-11-01T12:00:00Z"));

  @Test
  void aheadAndBehindAreToldApart() {
    clock.compare("Sun, 01 Nov 2026 11:50:00 GMT");
    assertThat(clock.skew()).contains(Duration.ofMinutes(10));
    clock.compare("Sun, 01 Nov 2026 12:00:30 GMT");
    assertThat(clock.skew()).contains(Duration.ofSeconds(-30));
  }

  @Test
  void nothingIsKnownBeforeAnAnswerAndFromOneWithoutADate() {
    assertThat(clock.skew()).isEmpty();
    clock.compare("Sun, 01 Nov 2026 11:50:00 GMT");
    clock.compare("soon");
    assertThat(clock.skew()).isEmpty();
  }
}
