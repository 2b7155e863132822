package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong key, dead network, refused access, and a process that ends in the middle. */
class FailureIT extends TwoMachines {

  private void somethingToPush(Machine machine) throws Exception {
    machine.append("-p", "one", Lines.user("u1", Lines.at(1), "one"));
    machine.append("-p", "two", Lines.user("u2", Lines.at(2), "two"));
    machine.ingest();
  }

  private List<List<String>> landed(Machine machine) throws Exception {
    return RoundTripIT.rows(machine.home().replica(), "SELECT content_text FROM event ORDER BY 1");
  }

  private long segments() {
    return s3.objects().keySet().stream().filter(name -> name.contains("/segments/")).count();
  }

  @Test
  void pullWithWrongKeyChangesNothing() throws Exception {
    somethingToPush(a);
    a.push();
    String right = VaultKey.parse(a.key()).fingerprint().value();
    VaultKey other = VaultKey.generate();
    b.env().put(Machine.KEY, other.secret());
    var files = files(b);
    var objects = s3.objects();

    var failure = catchThrowableOfType(SyncException.WrongKey.class, b::pull);
    var pushFailure = catchThrowableOfType(SyncException.WrongKey.class, b::push);

    assertThat(failure)
        .hasMessageContaining(right)
        .hasMessageContaining(other.fingerprint().value())
        .hasMessageContaining("Nothing was changed")
        .hasMessageNotContaining("SECRET-KEY");
    assertThat(pushFailure).hasMessageContaining(right);
    assertThat(files(b)).containsExactlyEntriesOf(files);
    assertThat(s3.objects()).containsExactlyEntriesOf(objects);
  }

  @Test
  void anUnreachableBucketQueuesAndTheNextPushDrains() throws Exception {
    somethingToPush(a);
    s3.stop();

    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("2 events are encrypted and queued here")
        .hasMessageContaining("stackunderflow sync push");
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);

    Status.Retry retry = a.status().retry();
    assertThat(retry.queued()).isEqualTo(1);
    assertThat(retry.attempts()).isEqualTo(2);
    assertThat(retry.nextAttemptAt()).isNotNull();
    assertThat(retry.lastError()).contains("No answer");
    assertThat(a.status().pendingEvents()).isEqualTo(2);

    s3.restart();
    PushResult pushed = a.push();

    assertThat(pushed.events()).isEqualTo(2);
    assertThat(a.status().retry()).isEqualTo(new Status.Retry(0, 0, null, null));
    assertThat(a.status().pendingEvents()).isZero();
    assertThat(segments()).isEqualTo(1);
    assertThat(b.pull().events()).isEqualTo(2);
    assertThat(landed(b)).containsExactly(List.of("one"), List.of("two"));
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void moreThatIsWrittenWhileTheBucketIsAwayIsQueuedToo() throws Exception {
    somethingToPush(a);
    s3.stop();
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
    a.append("-p", "two", Lines.user("u3", Lines.at(3), "three"));
    a.ingest();
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
    assertThat(a.status().retry().queued()).isEqualTo(2);

    s3.restart();
    assertThat(a.push().events()).isEqualTo(3);
    assertThat(b.pull().events()).isEqualTo(3);
  }

  @Test
  void aWrongAccessKeyIsSaidAndNotRetried() throws Exception {
    somethingToPush(a);
    a.env().put("AWS_SECRET_ACCESS_KEY", "wrong");

    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("refused access")
        .hasMessageContaining("Check the access key")
        .hasMessageContaining("2 events are encrypted and queued");
    assertThat(a.status().retry().nextAttemptAt()).isNull();
    assertThat(a.status().retry().queued()).isEqualTo(1);

    a.env().putAll(s3.credentials());
    assertThat(a.push().events()).isEqualTo(2);
  }

  @Test
  void aBucketThatIsNotThereIsSaid() {
    Machine c = machine("third");
    assertThatThrownBy(() -> c.init(s3.url("no-such-bucket")))
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("There is no bucket no-such-bucket")
        .hasMessageContaining("create the bucket");
    assertThat(Files.exists(c.home().syncFolder().resolve("device.json"))).isFalse();
  }

  @Test
  void aPushKilledBeforeItsHeadIsInvisibleAndIsCompletedByTheNext() throws Exception {
    a.append("-p", "zero", Lines.user("u0", Lines.at(0), "zero"));
    a.ingest();
    a.push();
    somethingToPush(a);
    a.faults().killBeforePut(key -> key.contains("/heads/"));

    assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);
    long sent = segments();
    assertThat(b.pull().events()).isEqualTo(1);

    PushResult completed = a.push();
    assertThat(completed.segments()).isZero();
    assertThat(segments()).isEqualTo(sent);
    assertThat(b.pull().events()).isEqualTo(2);
    assertThat(landed(b)).containsExactly(List.of("one"), List.of("two"), List.of("zero"));
  }

  @Test
  void aPushKilledBeforeItsSegmentIsCompletedByTheNext() throws Exception {
    somethingToPush(a);
    a.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);

    assertThat(a.push().events()).isEqualTo(2);
    assertThat(b.pull().events()).isEqualTo(2);
  }

  @Test
  void aSegmentWhoseAnswerWasLostIsNotDoubled() throws Exception {
    somethingToPush(a);
    a.faults().loseAnswerOfPut(key -> key.contains("/segments/"));
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);

    a.push();
    assertThat(segments()).isEqualTo(1);
    assertThat(b.pull().events()).isEqualTo(2);
  }

  @Test
  void aHeadWhoseAnswerWasLostIsFoundAgain() throws Exception {
    somethingToPush(a);
    a.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
    String device = a.status().deviceId();
    a.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    a.ingest();

    PushResult pushed = a.push();

    assertThat(pushed.events()).isEqualTo(1);
    assertThat(pushed.generation()).isEqualTo(2);
    assertThat(a.status().deviceId()).isEqualTo(device);
    assertThat(b.pull().events()).isEqualTo(3);
  }

  @Test
  void aPullThatBreaksOffGoesOnWithoutFetchingAgain() throws Exception {
    somethingToPush(a);
    a.push();
    a.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    a.ingest();
    a.push();
    b.faults().breakOffGet(key -> key.contains("/segments/") && key.contains("/2-"));

    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("the next pull continues");
    assertThat(landed(b)).isEmpty();

    PullResult pulled = b.pull();
    assertThat(pulled.events()).isEqualTo(3);
    assertThat(pulled.requests()).isEqualTo(3); // list, head, the one segment that was missing
  }

  @Test
  void withoutConditionalWritesTheFallbackHolds() throws Exception {
    Machine c = machine("third");
    c.faults().ignoreConditions();
    c.env().put(Machine.KEY, a.key());

    assertThat(c.init(s3.url()).conditionalWrites()).isFalse();
    somethingToPush(c);
    assertThat(c.push().events()).isEqualTo(2);
    c.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    c.ingest();
    c.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(c::push).isInstanceOf(SyncException.Unreachable.class);
    assertThat(c.push().generation()).isEqualTo(2);
    assertThat(b.pull().events()).isEqualTo(3);
  }

  @Test
  void noSecretIsInAnyFile() throws Exception {
    somethingToPush(a);
    a.push();
    b.pull();
    String secret = a.key();
    for (Machine machine : List.of(a, b)) {
      files(machine)
          .forEach(
              (name, bytes) ->
                  assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                      .as(name)
                      .doesNotContain(secret.substring(20, 40), "test-secret-of-the"));
    }
  }

  @Test
  void aStoreThatAnotherProgramWritesToIsWaitedFor() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "x"));
    a.ingest();
    try (var db = Sqlite.openAsIs(a.home().store());
        var thread = Executors.newSingleThreadExecutor()) {
      Sqlite.execute(db, "BEGIN IMMEDIATE");
      var push = thread.submit(a::push);
      assertThatThrownBy(() -> push.get(700, TimeUnit.MILLISECONDS))
          .as("the push wants to note what it did")
          .isInstanceOf(TimeoutException.class);
      Sqlite.execute(db, "COMMIT");
      assertThat(push.get().events()).isEqualTo(1);
    }
    assertThat(b.pull().events()).isEqualTo(1);
  }

  @Test
  void aClockThatWasSetBackAYearOrdersWritesAllTheSame() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "first"));
    a.ingest();
    a.push();
    b.pull();
    clock.advance(Duration.ofDays(-365));
    a.rewrite("-p", "one", Lines.user("u2", Lines.at(1), "second"));
    a.ingest();
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(RoundTripIT.rows(b.home().replica(), "SELECT content_text FROM event"))
        .containsExactly(List.of("second"));
    b.append("-p", "one", Lines.user("u3", Lines.at(1), "third, on the other machine"));
    b.ingest();
    b.push();
    a.pull();
    byte[] ofA = a.view(Catalog::fingerprint);
    byte[] ofB = b.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofB);
    assertThat(a.view(c -> c.show("one", new DeviceFilter.All())).getFirst().events())
        .extracting(e -> e.contentText())
        .as("the later write wins, whatever the clocks say")
        .containsExactly("third, on the other machine");
  }

  /**
   * Without its first page it does not open; where only the events are broken, using it shows that.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite_schema", "event"})
  void aDamagedReplicaIsMadeAnewFromTheBucket(String table) throws Exception {
    somethingToPush(a);
    a.push();
    b.append("-q", "of-b", Lines.user("b1", Lines.at(1), "of b"));
    b.ingest();
    b.push();
    b.pull();
    a.pull();
    String before = b.status().deviceId();
    damage(b.home().replica(), table);
    a.append("-p", "later", Lines.user("a9", Lines.at(9), "of a, later"));
    a.ingest();
    a.push();
    if (table.equals("sqlite_schema")) {
      assertThatThrownBy(() -> b.sync().verify(false, Progress.NONE))
          .as("what can't say so mends nothing")
          .isInstanceOf(SyncException.class);
    }
    PullResult pulled = b.pull();
    assertThat(pulled.notices().getFirst()).contains("was damaged", "Nothing is lost");
    assertThat(pulled.events()).as("of a").isPositive();
    b.push();
    b.pull();
    a.pull();
    assertThat(b.status().deviceId()).isNotEqualTo(before);
    assertThat(b.status().pendingEvents()).isZero();
    for (Machine machine : List.of(a, b)) {
      assertThat(machine.view(c -> c.show("of-b", new DeviceFilter.All())).getFirst().events())
          .as("once")
          .hasSize(1);
    }
    a.push();
    b.pull();
    byte[] ofA = a.view(Catalog::fingerprint);
    byte[] ofB = b.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofB);
    assertThat(b.push().requests()).isZero();
    assertThat(b.pull().notices()).isEmpty();
    try (var files = Files.list(b.home().syncFolder())) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .anyMatch(name -> name.startsWith("replica.db.damaged-"));
    }
  }

  /** Breaks the first page of a table. */
  private static void damage(Path database, String table) throws Exception {
    int page =
        table.equals("sqlite_schema")
            ? 1
            : Integer.parseInt(
                RoundTripIT.rows(
                        database, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")
                    .getFirst()
                    .getFirst());
    byte[] bytes = Files.readAllBytes(database);
    int pageBytes = ByteBuffer.wrap(bytes).getShort(16) & 0xffff; // SQLite's file format, 1.3.2
    Arrays.fill(bytes, (page - 1) * pageBytes, page * pageBytes, (byte) 0x5a);
    Files.write(database, bytes);
  }

  @Test
  void twoSyncsAtOnceAreOneTooMany() throws Exception {
    try (var _ = dev.stackunderflow.sync.state.SyncLock.take(a.home())) {
      assertThatThrownBy(a::push)
          .isInstanceOf(SyncException.Busy.class)
          .hasMessageContaining("Another sync of this store is running");
    }
    a.push();
  }

  @Test
  void withoutInitThereIsNothingToPush() {
    Machine c = machine("third");
    assertThatThrownBy(c::push)
        .isInstanceOf(SyncException.NotConfigured.class)
        .hasMessageContaining("sync init");
    assertThatThrownBy(c::pull).isInstanceOf(SyncException.NotConfigured.class);
    assertThat(Files.exists(c.home().folder())).isFalse();
  }
}
