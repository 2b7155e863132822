package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.sqlite.BackgroundCheckpoint;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.decision.DecisionApplier;
import dev.stackunderflow.sync.engine.vault.ClientInfo;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadHistory;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.ClaimStore.Claim;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Imports what the other devices published: heads, then segments, into the replica. */
public final class Puller {

  private final VaultSession vault;
  private final Ledger ledger;
  private final HeadReader heads;
  private final Inbox inbox;
  private final DeviceImport imports;
  private final Quarantines quarantines;
  private final HeadFetch fetch;
  private boolean isOwnHeadLater;

  public Puller(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.heads = new HeadReader(vault);
    this.inbox = new Inbox(vault.context().home());
    this.imports = new DeviceImport(vault, inbox, progress);
    this.quarantines =
        new Quarantines(ledger, vault.device().keyFingerprint() + " " + ClientInfo.version());
    this.fetch = new HeadFetch(ledger, heads, quarantines);
  }

  /**
   * Pulls. A device whose objects cannot be imported is in the result and does not stop the others.
   *
   * @throws SyncException if the vault's key was replaced and the new one is not here
   * @throws BucketException if the bucket cannot be reached or refuses; imported devices stay
   */
  public PullResult run() throws SyncException, BucketException, SQLException, IOException {
    BackgroundCheckpoint.postpone(vault.replica().connection(), true);
    try {
      return pull();
    } finally {
      BackgroundCheckpoint.postpone(vault.replica().connection(), false);
    }
  }

  private PullResult pull() throws SyncException, BucketException, SQLException, IOException {
    var decisions = new DecisionApplier(vault);
    long deleted = decisions.finish();
    Map<String, Bucket.Entry> listed = heads.list();
    checkOwnHead(listed.remove(vault.device().deviceId()));
    Map<String, Peer> known = ledger.peers().all();
    Set<String> devices = devices(listed.keySet(), known.keySet());
    ledger.refusedHeads().keepOnly(listed.keySet());
    Map<String, PeerHead> changed = fetch.changed(devices, listed, known);
    // All heads before any segment: one of them may revoke another device.
    for (PeerHead head : changed.values()) {
      applyRevocations(head.head());
    }
    deleted += decisions.learn(decisions(changed.values()));
    try (var _ = ReplicaFill.begin(vault.replica().connection(), changed.values())) {
      for (Map.Entry<String, PeerHead> head : changed.entrySet()) {
        if (!ledger.revocations().isRemoved(head.getKey())) {
          importDevice(head.getKey(), known.get(head.getKey()), head.getValue());
        }
      }
    }
    checkClaims();
    if (quarantines.isAnyUnopened() && !fetch.isAnyOpened()) {
      VaultReader.requireSameKey(vault.bucket(), vault.device());
    }
    inbox.clear();
    long conflicts = conflicts();
    vault.writeState(true, conflicts);
    List<String> notices = new ArrayList<>(vault.notices());
    decisions.notice().ifPresent(notices::add);
    return new PullResult(
        devices.size(),
        imports.events(),
        imports.bytes(),
        conflicts,
        deleted,
        vault.requests(),
        List.copyOf(notices),
        quarantines.all());
  }

  /** Whether the pull found that another copy of this device has pushed. */
  public boolean isOwnHeadLater() {
    return isOwnHeadLater;
  }

  private void checkOwnHead(Bucket.@Nullable Entry listed)
      throws SyncException, BucketException, SQLException {
    var check = new OwnHeadCheck(vault);
    switch (check.run(listed == null ? null : listed.etag())) {
      case EXPECTED -> {}
      case LATER -> isOwnHeadLater = true;
      case ROLLED_BACK -> quarantines.add(check.rollback());
    }
  }

  /** Every other device; one that is known and not listed is asked for by name. */
  private Set<String> devices(Set<String> listed, Set<String> known) {
    Set<String> devices = new TreeSet<>(listed);
    devices.addAll(known);
    devices.remove(vault.device().deviceId());
    return devices;
  }

  private void applyRevocations(Head head) throws SQLException {
    if (!mayDecide(head)) {
      return;
    }
    for (Map.Entry<String, Long> revoked : head.revoked().entrySet()) {
      ledger.revocations().add(revoked.getKey(), revoked.getValue());
      if (revoked.getValue() == 0) {
        vault.removeEventsOf(revoked.getKey());
        quarantines.remove(revoked.getKey()); // its head was deleted on purpose
      }
    }
  }

  /** The user's decisions that the heads of full devices repeat. */
  private List<Decision> decisions(Collection<PeerHead> changed) throws SQLException {
    List<Decision> decisions = new ArrayList<>();
    for (PeerHead peer : changed) {
      if (mayDecide(peer.head())) {
        decisions.addAll(peer.head().decisions());
      }
    }
    return decisions;
  }

  private boolean mayDecide(Head head) throws SQLException {
    return head.device().role() == Role.FULL && !isRefused(head);
  }

  private boolean isRefused(Head head) throws SQLException {
    Long last = ledger.revocations().all().get(head.device().id());
    return last != null && head.generation() > last;
  }

  private void importDevice(String deviceId, @Nullable Peer known, PeerHead head)
      throws SyncException, BucketException, SQLException, IOException {
    try {
      if (isRefused(head.head())) {
        importAcceptedPart(deviceId);
        recordRefusal(deviceId, head);
        return;
      }
      try {
        imports.run(head);
      } catch (DeviceImport.MissingSegment e) {
        // The device may have replaced it since the head was read: read the head again, once.
        PeerHead again = heads.fetch(deviceId, known);
        if (again.sha256().equals(head.sha256())) {
          throw e.rejected();
        }
        importAsIs(again);
      }
    } catch (DeviceRejectedException e) {
      quarantines.add(head, e);
    } catch (OutOfMemoryError e) {
      quarantines.add(head, DeviceRejectedException.tooLarge());
    }
  }

  private void importAsIs(PeerHead head)
      throws BucketException, SQLException, IOException, DeviceRejectedException {
    try {
      imports.run(head);
    } catch (DeviceImport.MissingSegment e) {
      throw e.rejected();
    }
  }

  /** Imports what a revoked device pushed before its revocation, if that is not done yet. */
  private void importAcceptedPart(String deviceId)
      throws SyncException, BucketException, SQLException, IOException {
    long last = ledger.revocations().all().getOrDefault(deviceId, 0L);
    if (imports.merged(deviceId) >= last) {
      return;
    }
    try {
      Optional<PeerHead> accepted = new HeadHistory(vault).find(deviceId, last);
      if (accepted.isPresent()) {
        importAsIs(accepted.get());
      }
    } catch (DeviceRejectedException e) {
      quarantines.add(deviceId, e);
    }
  }

  /** Records a refused head with its ETag: no alarm, and no request before it changes. */
  private void recordRefusal(String deviceId, PeerHead head) throws SQLException {
    Peer peer =
        ledger
            .peers()
            .find(deviceId)
            .orElseGet(() -> Peer.seen(head.head().device(), head.sealedFor(), head.verifyKey()));
    ledger.peers().put(peer.withProblem(head.etag(), "revoked; its later pushes are refused"));
  }

  /**
   * Detects a rollback by what other devices claim: if one has merged more of a device than the
   * bucket shows, it has seen a newer head of it. What a revoked device claims does not count.
   */
  private void checkClaims() throws SyncException, BucketException, SQLException, IOException {
    Map<String, Long> revoked = ledger.revocations().all();
    for (Claim claim : ledger.claims().all()) {
      String deviceId = claim.deviceId();
      if (deviceId.equals(vault.device().deviceId())
          || quarantines.contains(deviceId)
          || revoked.containsKey(deviceId)
          || revoked.containsKey(claim.claimant())
          || generation(deviceId) >= claim.generation()) {
        continue;
      }
      Peer known = ledger.peers().find(deviceId).orElse(null);
      Optional<PeerHead> again = fetch.fetch(deviceId, known); // it may have pushed just now
      if (again.isPresent()) {
        importDevice(deviceId, known, again.get());
      }
      if (generation(deviceId) < claim.generation() && !quarantines.contains(deviceId)) {
        quarantines.add(deviceId, contradicted(claim));
      }
    }
  }

  private DeviceRejectedException contradicted(Claim claim) throws SQLException {
    String claimant =
        ledger.peers().find(claim.claimant()).map(Peer::label).orElse(claim.claimant());
    return DeviceRejectedException.tampered(
        "Rollback detected: the bucket shows push "
            + generation(claim.deviceId())
            + ", but the device '"
            + claimant
            + "' says that it has seen push "
            + claim.generation()
            + "."
            + DeviceRejectedException.INTACT
            + " If that device is no longer yours alone, revoke it ('stackunderflow sync devices"
            + " revoke'): then what it says no longer counts.");
  }

  private long generation(String deviceId) throws SQLException {
    return ledger.peers().find(deviceId).map(Peer::generation).orElse(0L);
  }

  private long conflicts() throws SQLException, IOException {
    long known = vault.store().syncState().map(SyncState::conflictCount).orElse(0L);
    if (imports.events() == 0) {
      return known;
    }
    try (var _ = BackgroundCheckpoint.start(vault.replica().file());
        var catalog = Catalog.open(vault.context().home(), vault.store())) {
      return catalog.conflictCount();
    } catch (SQLException e) {
      return known; // what was imported is safe; the next view says what is wrong with the index
    }
  }
}
