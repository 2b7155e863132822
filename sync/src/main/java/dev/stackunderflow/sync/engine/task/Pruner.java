package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.pull.Puller;
import dev.stackunderflow.sync.engine.segment.ObjectGarbage;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.GarbageStore;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes segments that this device replaced long ago and every active device has merged past, and
 * uploads that no head ever named. The live segments contain all events, so nothing is lost.
 */
final class Pruner {

  /** A device that was not seen for longer is not active. */
  static final Duration ACTIVE = Duration.ofDays(90);

  /** An object that no head names may belong to a running push: it is kept this long. */
  static final Duration ORPHAN = Duration.ofDays(1);

  private final VaultSession vault;
  private final Ledger ledger;
  private final GarbageStore garbage;
  private final Duration keep;
  private final boolean dryRun;

  Pruner(VaultSession vault, int keepDays, boolean dryRun) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.garbage = ledger.garbage();
    this.keep = Duration.ofDays(keepDays);
    this.dryRun = dryRun;
  }

  PruneResult run() throws SyncException, BucketException, SQLException, IOException {
    var puller = new Puller(vault, Progress.NONE);
    requireTrustedBucket(puller.run());
    if (puller.isOwnHeadLater()) {
      // An object that looks like garbage may be live for the other copy.
      throw new SyncException.Usage(
          "Another copy of this device has pushed. Nothing was deleted. First run: stackunderflow"
              + " sync push");
    }
    Map<String, Long> revoked = ledger.revocations().all();
    List<Peer> waitedFor =
        ledger.peers().all().values().stream()
            .filter(peer -> isActive(peer) && !revoked.containsKey(peer.deviceId()))
            .toList();
    Instant youngest = vault.now().minus(keep);
    List<GarbageStore.Compacted> deleted = new ArrayList<>();
    List<GarbageStore.Compacted> held = new ArrayList<>();
    int tooYoung = 0;
    for (GarbageStore.Compacted segment : garbage.compacted()) {
      if (segment.diedAt().isAfter(youngest)) {
        tooYoung++;
      } else if (waitedFor.stream().anyMatch(peer -> peer.mergedOwn() < segment.died())) {
        held.add(segment);
      } else {
        deleted.add(segment);
      }
    }
    Orphans orphans = orphans();
    List<String> notices = new ArrayList<>();
    if (!dryRun) {
      for (GarbageStore.Compacted segment : deleted) {
        garbage.prune(segment.segment().id());
      }
      ObjectGarbage.delete(vault).ifPresent(notices::add);
    }
    return new PruneResult(
        dryRun,
        deleted.size(),
        deleted.stream().mapToLong(one -> one.segment().bytes()).sum(),
        tooYoung,
        held.size(),
        orphans.deleted(),
        orphans.waiting(),
        devices(waitedFor, held),
        notices);
  }

  /** Nothing may be deleted if the bucket shows an old state. */
  private void requireTrustedBucket(PullResult pulled) throws SyncException {
    Optional<PullResult.Quarantine> own =
        pulled.quarantined().stream()
            .filter(q -> q.deviceId().equals(vault.device().deviceId()))
            .findFirst();
    if (own.isPresent()) {
      throw new SyncException.Tampered(own.get().reason() + " Nothing was deleted.");
    }
  }

  private boolean isActive(Peer peer) {
    if (peer.isWriteOnly() || peer.writtenAt() == null) {
      return false;
    }
    return peer.writtenAt().isAfter(vault.now().minus(ACTIVE));
  }

  /** How many objects that no head ever named are deleted, and how many are kept for now. */
  private record Orphans(int deleted, int waiting) {}

  private Orphans orphans() throws BucketException, SQLException {
    String prefix = Layout.SEGMENTS + vault.device().deviceId() + "/";
    int deleted = 0;
    int waiting = 0;
    long committed = ledger.ownHead().current().generation();
    for (Bucket.Entry entry : vault.bucket().list(prefix)) {
      Optional<String> id = Layout.segmentOf(vault.device().deviceId(), entry.key());
      if (id.isEmpty() || garbage.isKnown(id.get())) {
        continue;
      }
      if (Layout.generationOf(id.get()) > committed) {
        waiting++; // a copy of this device may be about to name it
        continue;
      }
      Instant since = garbage.orphanSince(id.get(), vault.now());
      if (since.isAfter(vault.now().minus(ORPHAN))) {
        waiting++;
      } else {
        deleted++;
        if (!dryRun) {
          garbage.add(id.get());
        }
      }
    }
    return new Orphans(deleted, waiting);
  }

  private List<PruneResult.Device> devices(List<Peer> waitedFor, List<GarbageStore.Compacted> held)
      throws SQLException {
    List<PruneResult.Device> devices = new ArrayList<>();
    for (Peer peer : ledger.peers().all().values()) {
      boolean isWaitedFor = waitedFor.contains(peer);
      devices.add(
          new PruneResult.Device(
              peer.deviceId(),
              peer.label(),
              peer.mergedOwn(),
              peer.writtenAt() == null ? null : peer.writtenAt().toString(),
              isWaitedFor,
              isWaitedFor
                  ? (int) held.stream().filter(d -> peer.mergedOwn() < d.died()).count()
                  : 0));
    }
    return devices;
  }
}
