package dev.stackunderflow.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Random random = new Random(1);

  @Test
  void delayDoublesUpToTheLimitAndHalfOfItIsRandom() {
    long[] fullSeconds = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
    for (int failures = 1; failures <= fullSeconds.length; failures++) {
      Duration full = Duration.ofSeconds(fullSeconds[failures - 1]);
      for (int i = 0; i < 50; i++) {
        assertThat(Backoff.BUCKET.delay(failures, random)).isBetween(full.dividedBy(2), full);
      }
    }
  }

  @Test
  void delayStaysAtTheLimitForAnyNumberOfFailures() {
    Duration limit = Backoff.BUCKET.limit();
    for (int failures : new int[] {100, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(Backoff.BUCKET.delay(failures, random)).isBetween(limit.dividedBy(2), limit);
    }
  }

  @Test
  void sameSeedGivesTheSameDelays() {
    assertThat(Backoff.BUCKET.delay(7, new Random(5)))
        .isEqualTo(Backoff.BUCKET.delay(7, new Random(5)));
  }
}
