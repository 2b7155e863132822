package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultServer;
import dev.stackunderflow.sync.testing.FaultServer.Fault;
import dev.stackunderflow.sync.testing.FaultServer.Kind;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider or a network does wrong, over real HTTP and through the real client. */
class HttpFaultsIT {

  @TempDir Path folder;
  private FaultServer server;
  private final TestClock clock = new TestClock();
  private Machine a;
  private Machine b;

  @BeforeEach
  void start() throws Exception {
    server = new FaultServer();
    a = machine("laptop");
    a.init(server.url());
    b = machine("work");
    b.env().put(Machine.KEY, a.key());
    b.init(server.url());
    write(a, 1);
    a.push();
    b.pull();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Machine machine(String name) {
    return new Machine(
        folder.resolve(name),
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
        clock);
  }

  private static void write(Machine machine, int n) throws Exception {
    String name = String.valueOf(machine.folder().getFileName());
    machine.append("-p", name, Lines.user(name + n, Lines.at(n), "line " + n));
    machine.ingest();
  }

  /** All of them take minutes: the client waits before each attempt. */
  static Stream<Fault> curable() {
    return Boolean.getBoolean("stackunderflow.faults")
        ? all()
        : Stream.of(
            Fault.refuse(500, "InternalError"),
            Fault.of(Kind.DO_AND_RESET),
            Fault.of(Kind.TRUNCATE),
            Fault.of(Kind.STALE));
  }

  private static Stream<Fault> all() {
    return Stream.of(
        Fault.refuse(500, "InternalError"),
        Fault.refuse(503, "SlowDown"),
        Fault.refuse(429, "TooManyRequests"),
        Fault.refuse(408, "RequestTimeout"),
        Fault.of(Kind.DO_AND_REFUSE),
        Fault.of(Kind.RESET),
        Fault.of(Kind.DO_AND_RESET),
        Fault.of(Kind.TRUNCATE),
        Fault.of(Kind.SLOW),
        Fault.of(Kind.STALE));
  }

  /**
   * The fault comes at each request of a sync in turn, once, and then for good until it is over.
   */
  @ParameterizedTest
  @MethodSource("curable")
  void faultAtAnyRequestOnlyCostsTime(Fault fault) throws Exception {
    int n = 1;
    int[] often = Boolean.getBoolean("stackunderflow.faults") ? new int[] {1, 9} : new int[] {1};
    for (int howOften : often) {
      boolean came = true;
      for (int skip = 0; came; skip++) {
        write(a, ++n);
        server.fail(fault, skip, howOften);
        quietly(a::push);
        quietly(b::pull);
        came = server.hasFailed();
        server.heal();
        a.push();
        assertThat(b.pull().quarantined()).isEmpty();
        assertThat(b.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(n);
        assertThat(a.push().requests()).isZero();
      }
    }
    byte[] ofA = a.view(Catalog::fingerprint);
    a.pull();
    byte[] ofB = b.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofB);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  private interface Action {
    Object run() throws Exception;
  }

  private static void quietly(Action action) {
    Throwable thrown = catchThrowable(action::run);
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(SyncException.Unreachable.class);
    }
  }

  @Test
  void retryAfterHeaderIsRespected() throws Exception {
    write(a, 2);
    server.fail(new Fault(Kind.REFUSE, 503, "SlowDown", 120), 0, 9);
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("503 SlowDown")
        .hasMessageContaining("encrypted and queued");
    Instant next = Instant.parse(String.valueOf(a.status().retry().nextAttemptAt()));
    assertThat(Duration.between(clock.instant(), next))
        .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(125));
    server.heal();
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(a.status().retry().attempts()).isZero();
  }

  @Test
  void permanentFailureIsReportedAndNotRetried() throws Exception {
    // Two segments are sent at a time, and one more may be started; with a wrong clock the SDK
    // corrects its time and tries again.
    int written = 10;
    record Case(Fault fault, Class<?> kind, String words, int requests) {}
    for (Case one :
        List.of(
            new Case(
                Fault.refuse(403, "AccessDenied"), SyncException.Denied.class, "refused access", 2),
            new Case(
                Fault.refuse(403, "RequestTimeTooSkewed"), SyncException.Denied.class, "clock", 6),
            new Case(Fault.refuse(404, "NoSuchBucket"), SyncException.Denied.class, "no bucket", 3),
            new Case(
                Fault.refuse(501, "NotImplemented"),
                SyncException.Unexpected.class,
                "does not support this request",
                4))) {
      write(a, ++written);
      int before = server.requests().size();
      server.fail(one.fault(), 0, 9);
      assertThatThrownBy(a::push)
          .isInstanceOf(one.kind())
          .hasMessageContaining(one.words())
          .hasMessageContaining("Nothing is lost");
      assertThat(a.status().retry().nextAttemptAt()).as(one.words()).isNull();
      assertThat(server.requests().size() - before)
          .as(one.words())
          .isLessThanOrEqualTo(one.requests());
      server.heal();
    }
    assertThat(a.push().events()).isEqualTo(4);
  }

  @Test
  void objectLockKeepsOldObjectsAndNothingFails() throws Exception {
    a.compactEvery(3);
    for (int i = 2; i < 6; i++) {
      write(a, i);
      a.push();
    }
    b.pull();
    b.push();
    clock.advance(Duration.ofDays(40));
    server.lockObjects();
    PruneResult pruned = a.sync().prune(30, false);
    assertThat(pruned.notices()).hasSize(1);
    assertThat(pruned.notices().getFirst()).contains("could not be deleted", "refused access");
    write(a, 9);
    PushResult pushed = a.push();
    assertThat(pushed.events()).isEqualTo(1);
    assertThat(pushed.notices()).hasSize(1);
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void versionedBucketWorksAndKeepsPrunedObjects() throws Exception {
    server.keepVersions();
    a.compactEvery(2);
    for (int n = 2; n <= 6; n++) {
      write(a, n);
      a.push();
      b.pull();
      b.push();
    }
    clock.advance(Duration.ofDays(40));
    write(b, 1);
    b.push();
    a.pull();
    int before = server.olderVersions().size();
    PruneResult pruned = a.sync().prune(30, false);
    assertThat(pruned.deletedSegments()).isPositive();
    assertThat(server.olderVersions()).hasSize(before + pruned.deletedSegments());
    Machine late = machine("late");
    late.env().put(Machine.KEY, a.key());
    late.init(server.url());
    late.pull();
    assertThat(late.view(Catalog::fingerprint)).isEqualTo(a.view(Catalog::fingerprint));
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }
}
