package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the next sync is due, without a clock. */
class SyncScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void everythingIsDueAtTheStart() {
    assertThat(SyncSchedule.START.isDue(NOW, MINUTE)).isTrue();
    assertThat(SyncSchedule.START.isPullDue(NOW, MINUTE)).isTrue();
    assertThat(SyncSchedule.START.wait(NOW, MINUTE)).isZero();
  }

  @Test
  void afterASyncTheNextPullIsDueAfterTheInterval() {
    var synced = SyncSchedule.START.withPull(NOW).withPush().afterSuccess(null);
    assertThat(synced.isDue(NOW, MINUTE)).isFalse();
    assertThat(synced.wait(NOW, MINUTE)).isEqualTo(MINUTE);
    assertThat(synced.nextSync(NOW, MINUTE)).isEqualTo(NOW.plus(MINUTE));
    assertThat(synced.isDue(NOW.plus(MINUTE), MINUTE)).isTrue();
  }

  @Test
  void newEventsArePushedAtOnceWithoutAPull() {
    var synced = SyncSchedule.START.withPull(NOW).withPush().afterSuccess(null).withPushDue();
    Instant soon = NOW.plusSeconds(1);
    assertThat(synced.isDue(soon, MINUTE)).isTrue();
    assertThat(synced.isPullDue(soon, MINUTE)).isFalse();
    assertThat(synced.wait(soon, MINUTE)).isZero();
  }

  @Test
  void nothingIsDueBeforeARetry() {
    Instant retry = NOW.plusSeconds(30);
    var failed = SyncSchedule.START.withPull(NOW).retryAt(retry);
    assertThat(failed.isDue(NOW.plusSeconds(29), MINUTE)).isFalse();
    assertThat(failed.wait(NOW, MINUTE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(failed.isDue(retry, MINUTE)).isTrue();
    assertThat(failed.isPullDue(retry, MINUTE)).isTrue();
    assertThat(failed.atOnce().isDue(NOW, MINUTE)).isTrue();
  }

  @Test
  void aPauseEndsWhenTheCircumstancesChangeOrItsTimeComes() {
    var paused = SyncSchedule.START.paused("key A", NOW.plus(Duration.ofHours(1)));
    assertThat(paused.isPaused("key A", NOW)).isTrue();
    assertThat(paused.isPaused("key B", NOW)).isFalse();
    assertThat(paused.isPaused("key A", NOW.plus(Duration.ofHours(1)))).isFalse();
    assertThat(paused.resumed().isDue(NOW, MINUTE)).isTrue();
  }

  @Test
  void savingRequestsDelaysThePushToo() {
    Instant later = NOW.plus(Duration.ofMinutes(20));
    var slowed = SyncSchedule.START.withPull(NOW).withPush().afterSuccess(later).withPushDue();
    assertThat(slowed.isDue(NOW.plus(Duration.ofMinutes(19)), MINUTE)).isFalse();
    assertThat(slowed.isDue(later, MINUTE)).isTrue();
    assertThat(slowed.nextSync(NOW, MINUTE)).isEqualTo(later);
  }

  @Test
  void aMillionIdleHoursPullAtEveryIntervalAndNeverDrift() {
    Duration interval = Duration.ofMinutes(4); // that of a machine where nobody works
    Instant now = NOW;
    SyncSchedule schedule = SyncSchedule.START.withPull(now).withPush().afterSuccess(null);
    Instant end = NOW.plus(Duration.ofHours(1_000_000));
    long pulls = 0;
    while (true) {
      now = now.plus(schedule.wait(now, interval));
      if (!now.isBefore(end)) {
        break;
      }
      if (!schedule.isDue(now, interval)) {
        throw new AssertionError("woken up too early: " + now);
      }
      schedule = schedule.withPull(now).afterSuccess(null);
      pulls++;
    }
    assertThat(pulls).isEqualTo(1_000_000L * 15 - 1);
    assertThat(now).isEqualTo(end);
  }
}
