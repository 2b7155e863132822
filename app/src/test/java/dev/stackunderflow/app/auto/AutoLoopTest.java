package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.auto.AutoState.Kind;
import dev.stackunderflow.core.file.OwnedLock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When continuous sync does what. */
class AutoLoopTest extends AutoLoopFixture {

  @Test
  void itBeginsWithAllThereIs() {
    pass(Duration.ofSeconds(1));
    assertThat(work.doneSince()).contains("ingest", "pull", "push");
    assertThat(state().kind()).isEqualTo(Kind.WATCHING);
  }

  @Test
  void nothingHappensWhereItIsOffOrNotSetUp() throws Exception {
    set(AutoSettings.DEFAULT);
    pass(Duration.ofMinutes(2));
    assertThat(work.doneSince()).containsOnly("ingest");
    assertThat(state().kind()).isEqualTo(Kind.OFF);
    work.isSetUp = false;
    pass(Duration.ofMinutes(2));
    assertThat(work.doneSince()).isEmpty();
    assertThat(state().kind()).isEqualTo(Kind.NOT_SET_UP);
  }

  @Test
  void aBurstOfAppendsIsOneIngestAndOnePush() {
    settle();
    work.newInLogs = 40;
    for (int i = 0; i < 4; i++) {
      loop.logChanged(Path.of("/logs/one.jsonl"));
      loop.logChanged(Path.of("/logs/two.jsonl"));
      pass(Duration.ofMillis(100));
    }
    pass(Duration.ofSeconds(3));
    assertThat(work.doneSince()).containsExactly("ingest 2", "push");
  }

  @Test
  void anAgentThatNeverStopsWritingIsTakenInEverySecond() {
    settle();
    for (int i = 0; i < 40; i++) {
      work.newInLogs = 1;
      loop.logChanged(Path.of("/logs/one.jsonl"));
      pass(Duration.ofMillis(100));
    }
    assertThat(work.doneSince()).containsSubsequence("push", "push", "push").hasSizeLessThan(12);
  }

  @Test
  void foldersThatCantBeWatchedAreLookedThroughAtTheInterval() {
    loop.pollLogs(true);
    settle();
    pass(Duration.ofMinutes(5));
    assertThat(work.doneSince().stream().filter("ingest"::equals)).hasSize(5);
    assertThat(state().polling()).isTrue();
    loop.pollLogs(false);
    pass(Duration.ofMinutes(2));
    work.doneSince();
    pass(Duration.ofMinutes(5));
    assertThat(work.doneSince()).doesNotContain("ingest");
  }

  @Test
  void newsOfTheOthersIsLookedForAtTheInterval() {
    settle();
    pass(Duration.ofMinutes(5));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSize(5);
  }

  @Test
  void anotherIntervalIsFollowedWithinTwoSeconds() throws Exception {
    settle();
    set(AutoSettings.DEFAULT.withEnabled(true).withInterval(Duration.ofSeconds(5)));
    pass(Duration.ofSeconds(52));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSizeBetween(9, 11);
    set(AutoSettings.DEFAULT.withEnabled(false));
    pass(Duration.ofSeconds(30));
    assertThat(work.doneSince().stream().filter("pull"::equals)).isEmpty();
    assertThat(state().kind()).isEqualTo(Kind.OFF);
  }

  @Test
  void itIsSlowerOnBatteryAndWhereNobodyWorks() {
    settle();
    machine.onBattery = true;
    pass(Duration.ofMinutes(10));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSize(5);
    assertThat(state().slowedBy()).isEqualTo("battery");
    pass(Duration.ofMinutes(30));
    work.doneSince();
    pass(Duration.ofMinutes(40));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSize(5);
    assertThat(state().slowedBy()).isEqualTo("idle");
    assertThat(state().interval()).isEqualTo(Duration.ofMinutes(8));
    loop.viewed();
    machine.onBattery = false;
    pass(Duration.ofMinutes(10));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSizeBetween(10, 11);
    assertThat(state().slowedBy()).isNull();
  }

  @Test
  void aMachineThatSleptSyncsAtOnce() {
    settle();
    pass(Duration.ofSeconds(20));
    work.doneSince();
    clock.advance(Duration.ofHours(9));
    pass(Duration.ofSeconds(1));
    assertThat(work.doneSince()).contains("ingest", "pull", "push");
  }

  @Test
  void aClockThatIsSetBackDoesNotStopIt() {
    settle();
    clock.advance(Duration.ofDays(-400));
    pass(Duration.ofSeconds(130));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aDeviceThatOnlyAddsIsNeverAskedToPull() {
    work.isWriteOnly = true;
    pass(Duration.ofMinutes(10));
    assertThat(work.doneSince()).contains("push").doesNotContain("pull");
  }

  @Test
  void itPrunesOnceADay() {
    settle();
    pass(Duration.ofDays(3));
    assertThat(work.doneSince().stream().filter("prune"::equals)).hasSizeBetween(2, 3);
  }

  @Test
  void theDaysRequestsLastForTheDay() throws Exception {
    set(AutoSettings.DEFAULT.withEnabled(true).withMaxRequestsPerDay(200));
    clock.advance(Duration.ofHours(12)); // midnight
    settle();
    for (int hour = 0; hour < 23; hour++) {
      for (int minute = 0; minute < 60; minute++) {
        work.newInLogs = 1;
        loop.logChanged(Path.of("/logs/one.jsonl"));
        pass(Duration.ofMinutes(1));
      }
      assertThat(work.doneSince()).as("hour " + hour).contains("push");
    }
    assertThat(work.requests).isBetween(150L, 210L);
    assertThat(state().slowedBy()).isEqualTo("requests");
  }

  @Test
  void onlyOneProcessOfAHomeDoesIt() throws Exception {
    try (var _ = OwnedLock.take(work.home().continuousLock()).orElseThrow()) {
      pass(Duration.ofMinutes(2));
      assertThat(work.doneSince()).containsOnly("ingest");
      assertThat(state().kind()).isEqualTo(Kind.STANDBY);
      assertThat(state().reason()).contains("process " + ProcessHandle.current().pid());
    }
    pass(Duration.ofSeconds(3));
    assertThat(work.doneSince()).contains("pull", "push");
  }

  @Test
  void theStateIsThereForTheCommandsBesideIt() throws Exception {
    pass(Duration.ofSeconds(1));
    AutoState.Written written = AutoState.read(work.home()).orElseThrow();
    assertThat(written.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(written.isAlive()).isTrue();
    assertThat(written.state()).isEqualTo(state());
    assertThat(new AutoState.Written(written.pid(), clock.instant(), "", state()).isAlive())
        .as("another process that got the same number later")
        .isFalse();
  }
}
