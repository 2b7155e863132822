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
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.state.OwnSegments;
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
 * Deletes what this device replaced long ago and every device in use has merged past, and what it
 * uploaded and no head ever named. The live segments hold everything, so nothing is lost by it.
 */
final class Pruner {

  /** A device that was not seen for so long is not waited for. */
  static final Duration IN_USE = Duration.ofDays(90);

  /** An object that no head names may belong to a push under way: so long it is left alone. */
  static final Duration ORPHAN = Duration.ofDays(1);

  private final VaultSession vault;
  private final Ledger ledger;
  private final OwnSegments segments;
  private final Duration keep;
  private final boolean dryRun;

  Pruner(VaultSession vault, int keepDays, boolean dryRun) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.segments = ledger.segments();
    this.keep = Duration.ofDays(keepDays);
    this.dryRun = dryRun;
  }

  PruneResult run() throws SyncException, BucketException, SQLException, IOException {
    var puller = new Puller(vault, Progress.NONE);
    requireTrustedBucket(puller.run());
    if (puller.isOwnHeadLater()) {
      // What looks left over may be live for the other copy.
      throw new SyncException.Usage(
          "Another copy of this device has pushed. Nothing was deleted. First run: stackunderflow sync"
              + " push");
    }
    Map<String, Long> revoked = ledger.revocations();
    List<Peer> waitedFor =
        ledger.peers().values().stream()
            .filter(peer -> isInUse(peer) && !revoked.containsKey(peer.deviceId()))
            .toList();
    Instant youngest = vault.now().minus(keep);
    List<OwnSegments.Dead> gone = new ArrayList<>();
    List<OwnSegments.Dead> held = new ArrayList<>();
    int tooYoung = 0;
    for (OwnSegments.Dead dead : segments.dead()) {
      if (Instant.parse(dead.diedAt()).isAfter(youngest)) {
        tooYoung++;
      } else if (waitedFor.stream().anyMatch(peer -> peer.mergedOwn() < dead.died())) {
        held.add(dead);
      } else {
        gone.add(dead);
      }
    }
    int[] orphans = orphans();
    List<String> notices = new ArrayList<>();
    if (!dryRun) {
      for (OwnSegments.Dead dead : gone) {
        segments.prune(dead.segment().id());
      }
      ObjectGarbage.delete(vault).ifPresent(notices::add);
    }
    return new PruneResult(
        dryRun,
        gone.size(),
        gone.stream().mapToLong(dead -> dead.segment().bytes()).sum(),
        tooYoung,
        held.size(),
        orphans[0],
        orphans[1],
        devices(waitedFor, held),
        notices);
  }

  /** Who deletes by what a bucket says must be sure of what it says. */
  private void requireTrustedBucket(PullResult pulled) throws SyncException {
    Optional<PullResult.Quarantine> own =
        pulled.quarantined().stream()
            .filter(q -> q.deviceId().equals(vault.device().deviceId()))
            .findFirst();
    if (own.isPresent()) {
      throw new SyncException.Tampered(own.get().reason() + " Nothing was deleted.");
    }
  }

  private boolean isInUse(Peer peer) {
    if (peer.isWriteOnly() || peer.writtenAt() == null) {
      return false;
    }
    return Instant.parse(peer.writtenAt()).isAfter(vault.now().minus(IN_USE));
  }

  /** How many objects of this device that no head ever named go, and how many wait. */
  private int[] orphans() throws BucketException, SQLException {
    String prefix = Layout.SEGMENTS + vault.device().deviceId() + "/";
    int going = 0;
    int waiting = 0;
    long committed = ledger.ownHead().generation();
    for (Bucket.Entry entry : vault.bucket().list(prefix)) {
      Optional<String> id = Layout.segmentOf(vault.device().deviceId(), entry.key());
      if (id.isEmpty() || segments.knows(id.get())) {
        continue;
      }
      if (Layout.generationOf(id.get()) > committed) {
        waiting++; // a copy of this device may be about to name it
        continue;
      }
      Instant since = segments.orphanSince(id.get(), vault.now());
      if (since.isAfter(vault.now().minus(ORPHAN))) {
        waiting++;
      } else {
        going++;
        if (!dryRun) {
          segments.discard(id.get());
        }
      }
    }
    return new int[] {going, waiting};
  }

  private List<PruneResult.Device> devices(List<Peer> waitedFor, List<OwnSegments.Dead> held)
      throws SQLException {
    List<PruneResult.Device> devices = new ArrayList<>();
    for (Peer peer : ledger.peers().values()) {
      boolean isWaitedFor = waitedFor.contains(peer);
      devices.add(
          new PruneResult.Device(
              peer.deviceId(),
              peer.label(),
              peer.mergedOwn(),
              peer.writtenAt(),
              isWaitedFor,
              isWaitedFor
                  ? (int) held.stream().filter(d -> peer.mergedOwn() < d.died()).count()
                  : 0));
    }
    return devices;
  }
}
