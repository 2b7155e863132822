package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.auto.AutoState.Kind;
import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When continuous sync does what, by a clock that only the test moves. */
class AutoLoopTest {

  private static final class Machine implements HostEnvironment {
    private boolean onBattery;
    private String network = "home";

    @Override
    public boolean isOnBattery() {
      return onBattery;
    }

    @Override
    public String network() {
      return network;
    }
  }

  private final TestClock clock = new TestClock();
  private final Machine machine = new Machine();
  private FakeWork work;
  private AutoLog log;
  private AutoLoop loop;

  @BeforeEach
  void enable(@TempDir Path folder) throws IOException {
    work = new FakeWork(folder);
    set(AutoSettings.DEFAULT.withEnabled(true));
    log = AutoLog.open(work.home());
    loop = new AutoLoop(work, machine, clock, new Random(1), new Observer() {}, log);
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
    log.close();
  }

  private void set(AutoSettings settings) throws IOException {
    settings.write(work.home());
  }

  /** Lets time pass as the runner does: looks as often as the loop wants. */
  private void pass(Duration duration) {
    Duration left = duration;
    while (!left.isNegative() && !left.isZero()) {
      Duration wait = loop.look();
      Duration step = wait.isZero() ? Duration.ofMillis(1) : wait;
      step = step.compareTo(left) < 0 ? step : left;
      clock.advance(step);
      left = left.minus(step);
    }
    loop.look();
  }

  private AutoState state() {
    return Objects.requireNonNull(loop.state());
  }

  /** Past the first full look. */
  private void settle() {
    pass(Duration.ofSeconds(5));
    work.doneSince();
  }

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
  void anUnreachableBucketIsTriedLessAndLessOften() throws Exception {
    settle();
    work.failure = new SyncException.Unreachable("no answer", null);
    pass(Duration.ofMinutes(10));
    assertThat(state().kind()).isEqualTo(Kind.BACKING_OFF);
    assertThat(state().reason()).isEqualTo("no answer");
    long inTenMinutes = work.doneSince().stream().filter("pull"::equals).count();
    assertThat(inTenMinutes).isBetween(4L, 15L);
    pass(Duration.ofHours(2));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSizeBetween(8, 20);
    work.failure = null;
    pass(Duration.ofMinutes(16));
    assertThat(state().kind()).isEqualTo(Kind.WATCHING);
    assertThat(state().reason()).isNull();
    String lines = Files.readString(work.home().logs().resolve("stackunderflow.0.log"));
    assertThat(lines.lines().filter(line -> line.endsWith("backing_off: no answer"))).hasSize(1);
    assertThat(lines.lines().filter(line -> line.endsWith("watching"))).hasSize(2);
  }

  @Test
  void aNewNetworkEndsTheWaiting() {
    settle();
    work.failure = new SyncException.Unreachable("no answer", null);
    pass(Duration.ofHours(1));
    work.failure = null;
    work.doneSince();
    machine.network = "office";
    pass(Duration.ofSeconds(4));
    assertThat(work.doneSince()).contains("pull", "push");
    assertThat(state().kind()).isEqualTo(Kind.WATCHING);
  }

  @Test
  void aWrongKeyPausesUntilSomethingChanges() {
    settle();
    work.failure = new SyncException.WrongKey("This is not the vault's key.");
    pass(Duration.ofMinutes(50));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSize(1);
    assertThat(state().kind()).isEqualTo(Kind.PAUSED);
    assertThat(state().reason()).isEqualTo("This is not the vault's key.");
    work.failure = null;
    work.circumstances = "the key file was written";
    pass(Duration.ofSeconds(3));
    assertThat(work.doneSince()).contains("pull", "push");
    assertThat(state().kind()).isEqualTo(Kind.WATCHING);
  }

  @Test
  void aPausedOneTriesAgainAtOnceWhenItIsAsked() {
    settle();
    work.failure = new SyncException.Denied("The bucket refused access.", null);
    pass(Duration.ofMinutes(5));
    work.doneSince();
    work.failure = null;
    loop.ask();
    pass(Duration.ofSeconds(1));
    assertThat(work.doneSince()).contains("pull", "push");
  }

  @Test
  void whatTheProviderAsksForIsWaited() {
    settle();
    work.failure = new SyncException.Unreachable("too many requests", null);
    work.nextAttempt = clock.instant().plus(Duration.ofMinutes(30));
    pass(Duration.ofMinutes(29));
    assertThat(work.doneSince().stream().filter("pull"::equals)).hasSize(1);
  }

  @Test
  void whatShouldNotHappenDoesNotEndIt() {
    settle();
    work.failure = new SyncException.Unexpected("a bug", new IllegalStateException());
    pass(Duration.ofMinutes(2));
    work.failure = null;
    pass(Duration.ofMinutes(16));
    assertThat(state().kind()).isEqualTo(Kind.WATCHING);
  }

  @Test
  void aSyncOfSomebodyElseIsNoFailure() {
    settle();
    work.failure = new SyncException.Busy("Another sync of this store is running");
    pass(Duration.ofSeconds(70));
    assertThat(state().kind()).isNotIn(Kind.BACKING_OFF, Kind.PAUSED);
    work.failure = null;
    pass(Duration.ofSeconds(3));
    assertThat(work.doneSince()).contains("push");
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
  void settingsThatAreNotUnderstoodAreSaidAndFollowedOnceTheyAre() throws Exception {
    settle();
    Files.writeString(AutoSettings.file(work.home()), "{\"enabled\": \"maybe\"}");
    pass(Duration.ofSeconds(5));
    assertThat(state().reason()).contains("sync auto --enable");
    set(AutoSettings.DEFAULT);
    pass(Duration.ofSeconds(3));
    assertThat(state().kind()).isEqualTo(Kind.OFF);
  }

  @Test
  void theStateIsThereForTheCommandsBesideIt() throws Exception {
    pass(Duration.ofSeconds(1));
    AutoState.Written written = AutoState.read(work.home()).orElseThrow();
    assertThat(written.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(written.isAlive()).isTrue();
    assertThat(written.state()).isEqualTo(state());
    assertThat(new AutoState.Written(written.pid(), clock.instant(), state()).isAlive())
        .as("another process that got the same number later")
        .isFalse();
  }
}
