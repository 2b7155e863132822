package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.decision.DecisionApplier;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadHistory;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.OwnHead;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.state.Ledger.PendingHead;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes what the other devices published: heads, segments, replica. */
public final class Puller {

  private final VaultSession vault;
  private final Ledger ledger;
  private final Inbox inbox;
  private final DeviceImport landing;
  private final Map<String, PullResult.Quarantine> quarantined = new TreeMap<>();
  private boolean isOwnHeadLater;
  private int opened;
  private int unopened;

  public Puller(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.inbox = new Inbox(vault.setting().home());
    this.landing = new DeviceImport(vault, inbox, progress);
  }

  public PullResult run() throws SyncException, BucketException, SQLException, IOException {
    long forgot = new DecisionApplier(vault).finish();
    Map<String, String> listed = list();
    checkOwnHead(listed.remove(vault.device().deviceId()));
    Map<String, Peer> known = ledger.peers();
    var devices = new TreeSet<>(listed.keySet());
    known.values().stream()
        .filter(peer -> !peer.deviceId().equals(vault.device().deviceId()))
        .forEach(peer -> devices.add(peer.deviceId()));
    Map<String, PeerHead> heads = new TreeMap<>();
    for (String deviceId : devices) {
      if (ledger.isRemoved(deviceId)) {
        continue;
      }
      Peer peer = known.get(deviceId);
      String etag = listed.get(deviceId);
      // Absent from one list is not gone: it is asked for by name.
      if (peer == null || peer.etag() == null || !peer.etag().equals(etag)) {
        fetch(deviceId, peer).ifPresent(head -> heads.put(deviceId, head));
      }
    }
    // All heads before any segment: one may say that another one's device is revoked.
    for (PeerHead head : heads.values()) {
      learnRevocations(head.head());
    }
    forgot += obey(heads.values());
    for (Map.Entry<String, PeerHead> head : heads.entrySet()) {
      if (ledger.isRemoved(head.getKey())) {
        continue;
      }
      take(head.getKey(), known.get(head.getKey()), head.getValue());
    }
    checkClaims();
    if (unopened > 0 && opened == 0) {
      requireSameVault();
    }
    inbox.clear();
    long conflicts = conflicts();
    vault.noteState(true, conflicts);
    return new PullResult(
        devices.size(),
        landing.events(),
        landing.bytes(),
        conflicts,
        forgot,
        vault.requests(),
        vault.notices(),
        List.copyOf(quarantined.values()));
  }

  /** Whether the pull found that another copy of this device has pushed. */
  public boolean isOwnHeadLater() {
    return isOwnHeadLater;
  }

  private Map<String, String> list() throws BucketException {
    Map<String, String> listed = new TreeMap<>();
    for (Bucket.Entry entry : vault.bucket().list(Layout.HEADS)) {
      Layout.deviceOfHead(entry.key()).ifPresent(id -> listed.put(id, entry.etag()));
    }
    return listed;
  }

  /**
   * This device knows what its own head must be: who shows this machine an old state of the bucket,
   * to hide what the others push, shows an old head of this device too.
   */
  private void checkOwnHead(@Nullable String listedEtag)
      throws SyncException, BucketException, SQLException {
    OwnHead own = ledger.ownHead();
    if (Objects.equals(own.etag(), listedEtag)) {
      return; // also where there is none and was none
    }
    String id = vault.device().deviceId();
    Optional<Bucket.Content> found = vault.bucket().get(Layout.head(id), Head.MAX_BYTES);
    String sha256 = found.map(content -> Sha256.hex(content.bytes())).orElse("");
    PendingHead pending = ledger.pendingHead();
    if (found.isPresent() && sha256.equals(own.sha256())) {
      // A list that lags, or the same content under another ETag, as after a bucket has moved.
      ledger.ownHeadIsNamed(found.get().etag());
      return;
    }
    if (pending != null && sha256.equals(pending.sha256())) {
      return;
    }
    if (found.isPresent() && isLater(found.get().bytes(), own.generation())) {
      // A copy of this device has pushed: the next push, which there is to be, sorts that out.
      isOwnHeadLater = true;
      ledger.renewHead();
      return;
    }
    quarantined.put(
        id,
        new PullResult.Quarantine(
            id,
            vault.device().label(),
            "This device's own head in the bucket is not the one of its push "
                + own.generation()
                + ": the bucket was set back, or this machine is shown an old state of it. Nothing was"
                + " changed here. Find out who can write to the bucket.",
            true));
  }

  private boolean isLater(byte[] object, long generation) throws SyncException, BucketException {
    try {
      KeyRing.Opened opened = vault.open(object, Head.MAX_PLAINTEXT_BYTES);
      return HeadCodec.decode(
                  opened.plaintext(),
                  opened.key(),
                  vault.device().vaultId(),
                  vault.device().deviceId())
              .generation()
          > generation;
    } catch (CipherException | WireException e) {
      return false;
    }
  }

  /** Fetches a head; a problem with it is noted and does not stop the others. */
  private Optional<PeerHead> fetch(String deviceId, @Nullable Peer known)
      throws SyncException, BucketException, SQLException {
    try {
      PeerHead head = PeerHead.fetch(vault, deviceId, known);
      opened++;
      return Optional.of(head);
    } catch (DeviceRejectedException e) {
      quarantine(deviceId, known, e);
      return Optional.empty();
    }
  }

  private void learnRevocations(Head head) throws SQLException {
    if (head.device().role().equals(Role.FULL.wireName()) && !isRefused(head)) {
      for (Map.Entry<String, Long> revoked : head.revoked().entrySet()) {
        ledger.revoke(revoked.getKey(), revoked.getValue());
        if (revoked.getValue() == 0) {
          vault.removeEventsOf(revoked.getKey());
          quarantined.remove(revoked.getKey()); // its head has vanished by right
        }
      }
    }
  }

  /** Takes over what the user decided on other devices; returns how many events went by that. */
  private long obey(Collection<PeerHead> heads) throws SQLException, IOException {
    List<Decision> told = new ArrayList<>();
    for (PeerHead peer : heads) {
      if (peer.head().device().role().equals(Role.FULL.wireName()) && !isRefused(peer.head())) {
        told.addAll(peer.head().decisions());
      }
    }
    return new DecisionApplier(vault).learn(told);
  }

  private boolean isRefused(Head head) throws SQLException {
    Long last = ledger.revocations().get(head.device().id());
    return last != null && head.generation() > last;
  }

  /** Lands one device; a problem with it is noted and does not stop the others. */
  private void take(String deviceId, @Nullable Peer known, PeerHead head)
      throws SyncException, BucketException, SQLException, IOException {
    if (isRefused(head.head())) {
      takeKept(deviceId);
      refuse(deviceId, head);
      return;
    }
    try {
      try {
        landing.land(head);
      } catch (DeviceImport.MissingSegment e) {
        // It may have been replaced since the head was read: once more, and no further.
        PeerHead again = PeerHead.fetch(vault, deviceId, known);
        if (again.sha256().equals(head.sha256())) {
          throw e.asProblem();
        }
        landAsItIs(again);
      }
    } catch (DeviceRejectedException e) {
      quarantine(deviceId, known, e);
    }
  }

  /** What a revoked device pushed before it was, where that was not taken in time. */
  private void takeKept(String deviceId)
      throws SyncException, BucketException, SQLException, IOException {
    long last = ledger.revocations().getOrDefault(deviceId, 0L);
    if (landing.merged(deviceId) >= last) {
      return;
    }
    Peer known = ledger.peers().get(deviceId);
    try {
      Optional<PeerHead> kept = new HeadHistory(vault).find(deviceId, last);
      if (kept.isPresent()) {
        landAsItIs(kept.get());
      }
    } catch (DeviceRejectedException e) {
      quarantine(deviceId, known, e);
    }
  }

  /** Noted for the status, and with its ETag: it needs no alarm and no look before it changes. */
  private void refuse(String deviceId, PeerHead head) throws SQLException {
    Peer known = ledger.peers().get(deviceId);
    ledger.putPeer(
        (known == null ? Peer.unknown(deviceId, head.head().device().label()) : known)
            .with(head.etag(), "revoked; it has pushed since, which is refused"));
  }

  private void landAsItIs(PeerHead head)
      throws BucketException, SQLException, IOException, DeviceRejectedException {
    try {
      landing.land(head);
    } catch (DeviceImport.MissingSegment e) {
      throw e.asProblem();
    }
  }

  private void quarantine(String deviceId, @Nullable Peer known, DeviceRejectedException problem)
      throws SQLException {
    unopened += problem.isSealedForOthers() ? 1 : 0;
    Peer peer = known == null ? Peer.unknown(deviceId, deviceId) : known;
    quarantined.put(
        deviceId,
        new PullResult.Quarantine(deviceId, peer.label(), problem.reason(), problem.isTampered()));
    ledger.putPeer(peer.with(null, problem.reason())); // without an ETag: looked at again
  }

  /**
   * Others say up to where they merged a device. Who has merged more of it than its own head shows
   * us has seen a newer head: ours was set back.
   */
  private void checkClaims() throws SyncException, BucketException, SQLException, IOException {
    for (Map.Entry<String, Long> claim : ledger.claims().entrySet()) {
      String deviceId = claim.getKey();
      if (deviceId.equals(vault.device().deviceId())
          || quarantined.containsKey(deviceId)
          || ledger.revocations().containsKey(deviceId)) {
        continue;
      }
      if (generation(deviceId) < claim.getValue()) {
        Peer known = ledger.peers().get(deviceId);
        Optional<PeerHead> again = fetch(deviceId, known); // it may have pushed just now
        if (again.isPresent()) {
          take(deviceId, known, again.get());
        }
        if (generation(deviceId) < claim.getValue() && !quarantined.containsKey(deviceId)) {
          quarantine(
              deviceId,
              ledger.peers().get(deviceId),
              DeviceRejectedException.tampered(
                  "The bucket shows its push "
                      + generation(deviceId)
                      + ", and another device of yours has already seen push "
                      + claim.getValue()
                      + ": this machine is shown an old state."
                      + PeerHead.KEPT));
        }
      }
    }
  }

  private long generation(String deviceId) throws SQLException {
    Peer peer = ledger.peers().get(deviceId);
    return peer == null ? 0 : peer.generation();
  }

  /** Not one head opens: was the vault's key replaced? */
  private void requireSameVault() throws BucketException, SyncException {
    Optional<Bucket.Content> found = vault.bucket().get(Layout.VAULT, VaultCodec.MAX_BYTES);
    if (found.isEmpty()) {
      return;
    }
    try {
      KeyLoader.require(vault.key(), VaultCodec.decode(found.get().bytes()).keyFingerprint());
    } catch (WireException e) {
      if (e.isNewer()) {
        throw new SyncException.NewerFormat(e.getMessage());
      }
    }
  }

  private long conflicts() throws SQLException, IOException {
    if (landing.events() == 0) {
      return vault.store().syncState().map(SyncState::conflictCount).orElse(0L);
    }
    try (var catalog = Catalog.open(vault.setting().home(), vault.store())) {
      return catalog.conflictCount();
    }
  }
}
