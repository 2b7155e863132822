package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Buckets;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Wrong key, dead network, refused access, and a process that ends in the middle. */
class FailureIT extends TwoMachinesToPush {

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
  void unreachableBucketQueuesUntilTheNextPush() throws Exception {
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
  void laterEventsAreQueuedToo() throws Exception {
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

  /** Else a provider that does not answer costs the time limit for each. */
  @Test
  void unreachableBucketIsAskedOnceHoweverMuchIsQueued() throws Exception {
    var requests = new AtomicInteger();
    var faults = new FaultyBucket.Faults();
    faults.beforeRequest(requests::incrementAndGet);
    a.openBuckets((url, options, env) -> new FaultyBucket(Buckets.open(url, options, env), faults));
    somethingToPush(a);
    s3.stop();
    for (int i = 0; i < 3; i++) {
      requests.set(0);
      assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
      assertThat(requests.get()).isEqualTo(1);
      a.append("-p", "two", Lines.user("u" + (3 + i), Lines.at(3 + i), "more"));
      a.ingest();
    }
    assertThat(a.status().retry().queued()).isEqualTo(3);

    s3.restart();
    assertThat(a.push().events()).isEqualTo(5);
  }

  @Test
  void wrongAccessKeyIsReportedAndNotRetried() throws Exception {
    somethingToPush(a);
    a.env().put("AWS_SECRET_ACCESS_KEY", "wrong");

    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("refused access")
        .hasMessageContaining("The secret does not belong to the access key's id")
        .hasMessageContaining("2 events are encrypted and queued");
    assertThat(a.status().retry().nextAttemptAt()).isNull();
    assertThat(a.status().retry().queued()).isEqualTo(1);

    a.env().putAll(s3.credentials());
    assertThat(a.push().events()).isEqualTo(2);
  }

  @Test
  void missingBucketIsReported() {
    Machine c = machine("third");
    assertThatThrownBy(() -> c.init(s3.url("no-such-bucket")))
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("There is no bucket no-such-bucket")
        .hasMessageContaining("create the bucket");
    assertThat(Files.exists(c.home().syncFolder().resolve("device.json"))).isFalse();
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
}
