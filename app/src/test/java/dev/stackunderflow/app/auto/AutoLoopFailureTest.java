package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.auto.AutoState.Kind;
import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What continuous sync does about failures. */
class AutoLoopFailureTest extends AutoLoopFixture {

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
  void settingsThatAreNotUnderstoodAreSaidAndFollowedOnceTheyAre() throws Exception {
    settle();
    Files.writeString(AutoSettings.file(work.home()), "{\"enabled\": \"maybe\"}");
    pass(Duration.ofSeconds(5));
    assertThat(state().reason()).contains("sync auto --enable");
    set(AutoSettings.DEFAULT);
    pass(Duration.ofSeconds(3));
    assertThat(state().kind()).isEqualTo(Kind.OFF);
  }
}
