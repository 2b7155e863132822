package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.decision.DecisionApplier;
import dev.stackunderflow.sync.engine.segment.Compaction;
import dev.stackunderflow.sync.engine.segment.Compactor;
import dev.stackunderflow.sync.engine.segment.LostEventRecovery;
import dev.stackunderflow.sync.engine.segment.ObjectGarbage;
import dev.stackunderflow.sync.engine.segment.SegmentRedactor;
import dev.stackunderflow.sync.engine.segment.SegmentReencryptor;
import dev.stackunderflow.sync.engine.vault.HeadHistory;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.StoreMark;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends everything that the vault lacks: changes of the store, in segments, and a head. */
public final class Pusher {

  private final VaultSession vault;
  private final Ledger ledger;
  private final Progress progress;
  private final List<String> notices = new ArrayList<>();
  private final SegmentUploads uploads;
  private boolean isRedactionImpossible;

  public Pusher(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.progress = progress;
    this.uploads = new SegmentUploads(vault, progress);
    notices.addAll(vault.notices());
  }

  /** How an attempt ended. */
  private enum Outcome {
    /** The head in the bucket names everything, or nothing was new. */
    DONE,
    /** This device took a new id or key: everything must be done again under it. */
    IDENTITY_CHANGED
  }

  /**
   * Pushes.
   *
   * @throws SyncException if the vault or this device's state does not allow it; nothing is lost
   * @throws BucketException if the bucket cannot be reached or refuses; segments stay queued
   */
  public PushResult run() throws SyncException, BucketException, SQLException, IOException {
    try (uploads) {
      var decisions = new DecisionApplier(vault);
      decisions.finish();
      decisions.notice().ifPresent(notices::add);
      Outcome outcome = attempt();
      if (outcome == Outcome.IDENTITY_CHANGED || isRedactionLeft()) {
        outcome = attempt();
      }
      if (outcome == Outcome.IDENTITY_CHANGED) {
        throw new SyncException.Unexpected(
            "Two copies of this device push at the same time. Your events are safe here. Try"
                + " again.",
            null);
      }
    }
    ledger.retries().clear();
    vault.writeState(true, null);
    return new PushResult(
        uploads.events(),
        uploads.segments(),
        uploads.bytes(),
        ledger.ownHead().current().generation(),
        vault.requests(),
        List.copyOf(notices));
  }

  private boolean isRedactionLeft() throws SQLException {
    return !isRedactionImpossible && new SegmentRedactor(vault).isNeeded();
  }

  private Outcome attempt() throws SyncException, BucketException, SQLException, IOException {
    requireNotRevoked();
    var commit = new HeadCommit(vault);
    try {
      if (commit.recover() == HeadCommit.Fate.COPIED) {
        return continueAsNewDevice();
      }
    } catch (BucketException e) {
      if (!commit.canQueueAfter(e)) {
        throw e;
      }
      uploads.stop(e);
    }
    removeLeftovers();
    return execute(PushPlan.of(vault), commit);
  }

  private Outcome execute(PushPlan plan, HeadCommit commit)
      throws SyncException, BucketException, SQLException, IOException {
    if (plan.reencrypt()) {
      switch (commit.look()) { // another copy may have deleted objects to re-encrypt
        case COPIED -> {
          return continueAsNewDevice();
        }
        case COMMITTED -> {
          return execute(PushPlan.of(vault), commit);
        }
        case NOT_WRITTEN -> {}
      }
      new SegmentReencryptor(vault).run(this::send, progress);
    }
    if (plan.redact()) {
      redact();
    }
    long scannedId = publish(plan);
    if (plan.recoverLostEvents()) {
      recoverLostEvents();
    }
    if (!plan.writeHead() && !hasUnnamedObjects()) {
      ledger.ownHead().setScanned(StoreMark.of(vault.store(), scannedId), scannedId);
      ObjectGarbage.delete(vault).ifPresent(notices::add);
      return Outcome.DONE;
    }
    new HeadHistory(vault).copyRevokedHeads();
    if (plan.compact()) {
      compact(plan.stamp());
    }
    send();
    if (plan.own().generation() == 0 && isKeyReplaced()) {
      return Outcome.IDENTITY_CHANGED;
    }
    if (commit.write(plan.stamp(), scannedId) == HeadCommit.Fate.COPIED) {
      return continueAsNewDevice();
    }
    removeSent();
    ObjectGarbage.delete(vault).ifPresent(notices::add);
    return Outcome.DONE;
  }

  private Outcome continueAsNewDevice() throws SQLException, IOException {
    notices.add(DeviceClone.continueAsNewDevice(vault));
    return Outcome.IDENTITY_CHANGED;
  }

  private void requireNotRevoked() throws SyncException, SQLException {
    if (ledger.revocations().all().containsKey(vault.device().deviceId())) {
      throw new SyncException.Denied(
          "Another of your devices revoked this one: all devices refuse what it sends. Nothing was"
              + " sent; your events are safe in the store here. If it was a mistake, move the folder "
              + vault.context().home().syncFolder()
              + " away and join as a new device: stackunderflow sync init",
          null);
    }
  }

  /** Removes the parts of an interrupted compaction, and outbox files that no row names. */
  private void removeLeftovers() throws SQLException, IOException {
    ledger.segments().dropParts();
    removeSent();
  }

  private void removeSent() throws SQLException, IOException {
    Set<String> waiting = new HashSet<>();
    ledger.segments().waiting().forEach(segment -> waiting.add(segment.id()));
    vault.outbox().removeOthers(waiting);
  }

  /** A redaction that fails does not stop the push. */
  private void redact() throws BucketException, SQLException, IOException {
    try {
      new SegmentRedactor(vault).run(this::send, progress);
    } catch (SyncException e) {
      isRedactionImpossible = true;
      notices.add(
          "Events to delete are still in the bucket: "
              + e.getMessage()
              + " The next push tries again.");
    }
  }

  private long publish(PushPlan plan)
      throws SyncException, BucketException, SQLException, IOException {
    var changes =
        new ChangeDetector(
            vault.store(),
            vault.published(),
            new LostEvents(vault.replica()),
            new Decisions(vault.replica()).forgotten());
    boolean nothingLost = plan.isSameStore() || plan.own().generation() == 0;
    Set<Long> replaced = replaced(plan, changes);
    try (var publisher =
        new SegmentPublisher(vault, plan.own().generation(), plan.stamp(), uploads)) {
      long scannedId =
          changes.find(
              plan.own().scannedId(), plan.isSameStore(), nothingLost, replaced, publisher);
      publisher.finishAll();
      return scannedId;
    }
  }

  /** A store of ours replaces nothing by itself; another one, or one that was made again, can. */
  private Set<Long> replaced(PushPlan plan, ChangeDetector changes)
      throws SyncException, BucketException, SQLException, IOException {
    Set<Long> replaced = new HashSet<>();
    boolean canReplace = vault.store().isForeign() || !plan.isSameStore();
    if (canReplace && plan.own().generation() > 0) {
      var events = new ReplacedEvents(vault);
      for (StoredSession session : changes.changed(plan.own().scannedId(), plan.isSameStore())) {
        if (events.keep(session, plan.isSameStore())) {
          replaced.add(session.id());
        }
      }
    }
    return replaced;
  }

  private void recoverLostEvents() throws BucketException, SQLException, IOException {
    ledger.ownHead().markLostEventsDue();
    try {
      if (new LostEventRecovery(vault).update()) {
        ledger.ownHead().clearLostEventsDue();
      }
    } catch (SyncException e) {
      notices.add(
          "Events that this store no longer has could not be restored to the view: "
              + e.getMessage());
    }
  }

  private boolean hasUnnamedObjects() throws SQLException {
    return !ledger.segments().uncommitted().isEmpty() || ledger.replacements().isAnyPending();
  }

  /** Compacts small segments if that is due; a compaction that fails does not stop the push. */
  private void compact(long stamp) throws BucketException, SQLException, IOException {
    boolean isOneWaiting =
        ledger.segments().uncommitted().stream().anyMatch(s -> s.to() < s.born());
    Optional<Compaction> due = Compaction.due(ledger.segments().live(), vault.context().fanOut());
    if (isOneWaiting || due.isEmpty()) {
      return;
    }
    try (var compactor = new Compactor(vault, due.get(), stamp)) {
      compactor.run();
    } catch (SyncException e) {
      ledger.segments().dropParts();
      notices.add("This device's small segments could not be compacted: " + e.getMessage());
    }
  }

  private void send() throws BucketException, SQLException, IOException {
    for (Head.SegmentRef segment : ledger.segments().waiting()) {
      uploads.send(segment);
    }
    uploads.finish();
  }

  /**
   * Whether the vault's key was replaced before this device's first push; other devices would
   * reject a first head under the old key. If the new key is in the key source, it is in use now.
   */
  private boolean isKeyReplaced() throws SyncException, BucketException {
    VaultObject object = VaultReader.find(vault.bucket()).orElseThrow(VaultReader::missing);
    VaultReader.requireSame(object, vault.device());
    String known = vault.device().keyFingerprint();
    if (object.keyFingerprint().equals(known)) {
      return false;
    }
    if (vault.isWriteOnly()) {
      throw new SyncException.WrongKey(
          "The vault's key was replaced after this device was invited. Other devices would reject"
              + " what it sends. Nothing is lost; your events are safe in the store here. Invite it"
              + " again, on a full device: stackunderflow sync invite --write-only");
    }
    vault.keys().follow(object);
    return !vault.device().keyFingerprint().equals(known);
  }
}
