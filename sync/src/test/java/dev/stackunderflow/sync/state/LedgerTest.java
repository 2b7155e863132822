package dev.stackunderflow.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.state.ClaimStore.Claim;
import dev.stackunderflow.sync.wire.Head;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of heads, peers, revocations, retries and requests. */
class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:06:41.123Z");
  private static final String A = "11111111-2222-4333-8444-555555555555";
  private static final String B = "21111111-2222-4333-8444-555555555555";

  private Path file;
  private Replica replica;
  private Ledger ledger;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    file = folder.resolve("replica.db");
    replica = Replica.open(file);
    ledger = new Ledger(replica);
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
  }

  private static PendingHead pending(long generation) {
    return new PendingHead(
        generation, "sha" + generation, new byte[] {1, 2}, NOW, 42, "store", "key");
  }

  private static Peer peer(String id) {
    return new Peer(id, "laptop", "etag", "sha", 3, NOW, null, "key", 2, Role.WRITE_ONLY, "verify");
  }

  @Test
  void ownHeadBeginsAtGenerationZero() throws Exception {
    OwnHead own = ledger.ownHead().current();
    assertThat(own).isEqualTo(new OwnHead(0, null, null, null, 0, null, 0, null));
    assertThat(ledger.ownHead().pending()).isNull();
  }

  @Test
  void committedHeadSurvivesReopening() throws Exception {
    ledger.ownHead().putPending(pending(1));
    assertThat(ledger.ownHead().pending()).usingRecursiveComparison().isEqualTo(pending(1));

    ledger.commit(pending(1), "etag1");
    replica.close();
    replica = Replica.open(file);

    ledger = new Ledger(replica);
    assertThat(ledger.ownHead().current())
        .isEqualTo(new OwnHead(1, "etag1", "sha1", NOW, 0, "store", 42, "key"));
    assertThat(ledger.ownHead().pending()).isNull();
  }

  @Test
  void stampNeverGoesBack() throws Exception {
    ledger.ownHead().observeStamp(10);
    ledger.ownHead().observeStamp(5);
    ledger.resetOwn();
    assertThat(ledger.ownHead().current().lastStamp()).isEqualTo(10);
  }

  @Test
  void headIsUpdatedFieldByField() throws Exception {
    ledger.commit(pending(1), "etag1");
    ledger.ownHead().setEtag("etag2");
    ledger.ownHead().setScanned("other", 50);
    ledger.ownHead().recordSealingKey("next"); // a key is recorded already
    ledger.ownHead().requireNewHead();
    assertThat(ledger.ownHead().current())
        .isEqualTo(new OwnHead(1, "etag2", "sha1", null, 0, "other", 50, "key"));
    ledger.ownHead().markLostEventsDue();
    assertThat(ledger.ownHead().areLostEventsDue()).isTrue();
    ledger.ownHead().clearLostEventsDue();
    assertThat(ledger.ownHead().areLostEventsDue()).isFalse();
  }

  @Test
  void peerIsStoredWithAllItsFields() throws Exception {
    ledger.peers().put(peer(A));
    Peer seen =
        Peer.seen(new Head.Device(B, B, "b", Role.FULL, "os", "1"), "sealed for", "verify key");
    ledger.peers().put(seen);
    assertThat(ledger.peers().all()).isEqualTo(Map.of(A, peer(A), B, seen));
    Peer problem = peer(A).withProblem(null, "rolled back");
    ledger.peers().put(problem);
    assertThat(ledger.peers().find(A)).contains(problem);
    assertThat(problem.isWriteOnly()).isTrue();
    ledger.peers().remove(A);
    assertThat(ledger.peers().find(A)).isEmpty();
  }

  @Test
  void greatestClaimOfEachDeviceIsKept() throws Exception {
    ledger.claims().put("c", Map.of(A, 5L, B, 1L));
    ledger.claims().put("c", Map.of(A, 3L, B, 2L));
    ledger.claims().put("d", Map.of(A, 7L));
    assertThat(ledger.claims().all())
        .containsExactly(new Claim(A, "d", 7), new Claim(A, "c", 5), new Claim(B, "c", 2));
    ledger.claims().remove("d");
    assertThat(ledger.claims().all())
        .as("a claimant that is gone claims nothing")
        .containsExactly(new Claim(A, "c", 5), new Claim(B, "c", 2));
    ledger.claims().remove(A);
    assertThat(ledger.claims().all()).containsExactly(new Claim(B, "c", 2));
  }

  @Test
  void lowestRevocationIsKeptAndPublishedAgain() throws Exception {
    RevocationStore revocations = ledger.revocations();
    assertThat(revocations.add(A, 5)).isTrue();
    assertThat(revocations.add(A, 7)).isFalse();
    assertThat(revocations.isRemoved(A)).isFalse();
    ledger.commit(pending(1), "etag1");
    assertThat(revocations.unpublished()).isEmpty();
    assertThat(revocations.add(A, 0)).isTrue();
    assertThat(revocations.all()).isEqualTo(Map.of(A, 0L));
    assertThat(revocations.unpublished()).isEqualTo(Map.of(A, 0L));
    assertThat(revocations.isRemoved(A)).isTrue();
    ledger.commit(pending(2), "etag2");
    revocations.markAllUnpublished();
    assertThat(revocations.unpublished()).isEqualTo(Map.of(A, 0L));
  }

  @Test
  void retriesCountUntilSuccess() throws Exception {
    assertThat(ledger.retries().current()).isEqualTo(new RetryState.Retry(0, null, null));
    ledger.retries().put(new RetryState.Retry(1, NOW, "no answer"));
    ledger.retries().put(new RetryState.Retry(2, null, "denied"));
    assertThat(ledger.retries().current()).isEqualTo(new RetryState.Retry(2, null, "denied"));
    ledger.retries().clear();
    assertThat(ledger.retries().current().attempts()).isZero();
  }

  @Test
  void requestsAddUpByDayAndKind() throws Exception {
    LocalDate day = LocalDate.parse("2026-11-23");
    RequestLog requests = ledger.requests();
    assertThat(requests.firstDaySince(day.minusDays(30))).isEmpty();
    requests.add(day, "put", 2);
    requests.add(day, "put", 3);
    requests.add(day, "get", 0);
    requests.add(day.minusDays(1), "get", 7);
    assertThat(requests.on(day)).isEqualTo(5);
    assertThat(requests.on(day.plusDays(1))).isZero();
    assertThat(requests.since(day.minusDays(1))).isEqualTo(Map.of("get", 7L, "put", 5L));
    assertThat(requests.since(day)).isEqualTo(Map.of("put", 5L));
    assertThat(requests.firstDaySince(day.minusDays(30))).isEqualTo(Optional.of(day.minusDays(1)));
    assertThat(requests.firstDaySince(day)).contains(day);
  }

  @Test
  void resetsKeepTheOtherHalf() throws Exception {
    ledger.commit(pending(1), "etag1");
    ledger.peers().put(peer(A));
    ledger.revocations().add(B, 1);
    ledger.resetOwn();
    assertThat(ledger.ownHead().current().generation()).isZero();
    assertThat(ledger.peers().all()).containsOnlyKeys(A);
    assertThat(ledger.revocations().all()).containsOnlyKeys(B);
    ledger.commit(pending(1), "etag1");
    ledger.resetOthers();
    assertThat(ledger.ownHead().current().generation()).isEqualTo(1);
    assertThat(ledger.peers().all()).isEmpty();
    assertThat(ledger.revocations().all()).isEmpty();
  }
}
