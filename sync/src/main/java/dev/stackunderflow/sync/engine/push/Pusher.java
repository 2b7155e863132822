package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
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
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.OwnHead;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends what the vault lacks: changes, segments, head. */
public final class Pusher {

  /** An idle device renews its head so often, so that others can tell a frozen bucket. */
  static final Duration RENEWAL = Duration.ofDays(1);

  private final VaultSession vault;
  private final Ledger ledger;
  private final Progress progress;
  private final List<String> notices = new ArrayList<>();
  private final SegmentUploads uploads;
  private boolean isErasureImpossible;

  public Pusher(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.progress = progress;
    this.uploads = new SegmentUploads(vault, progress);
    notices.addAll(vault.notices());
  }

  public PushResult run() throws SyncException, BucketException, SQLException, IOException {
    try (uploads) {
      return push();
    }
  }

  private PushResult push() throws SyncException, BucketException, SQLException, IOException {
    new DecisionApplier(vault).finish();
    boolean done = pushOnce();
    if (!done || (eraser().isNeeded() && !isErasureImpossible)) {
      done = pushOnce();
    }
    if (!done) {
      throw new SyncException.Unexpected(
          "Two copies of this device push at once. Your events are safe here. Try again.", null);
    }
    ledger.clearRetry();
    vault.noteState(true, null);
    return new PushResult(
        uploads.events(),
        uploads.segments(),
        uploads.bytes(),
        ledger.ownHead().generation(),
        vault.requests(),
        List.copyOf(notices));
  }

  /** Pushes; false if this device took a new id or key, so that all is to be done under that. */
  private boolean pushOnce() throws SyncException, BucketException, SQLException, IOException {
    requireNotRevoked();
    var commit = new HeadCommit(vault);
    if (commit.recover() == HeadCommit.Fate.COPIED) {
      becomeAnother();
      return false;
    }
    removeLeftovers();
    var resealer = new SegmentReencryptor(vault);
    boolean reseal = resealer.isNeeded();
    if (reseal) {
      if (commit.isCopied()) { // the other one may have deleted what is to be sealed anew
        becomeAnother();
        return false;
      }
      resealer.run(this::send, progress);
    }
    boolean erase = !reseal && eraser().isNeeded();
    if (erase) {
      erase();
    }
    OwnHead own = ledger.ownHead();
    String identity = vault.store().identity();
    long stamp = nextStamp(own);
    long scannedId = publish(own, identity, stamp);
    if (own.generation() > 0 && !vault.isWriteOnly()) {
      keepWhatTheStoreLost(identity.equals(own.storeIdentity()));
    }
    boolean nothingNew =
        ledger.segments().uncommitted().isEmpty()
            && !reseal
            && !ledger.segments().hasReseals()
            && !new Decisions(vault.replica()).hasUnpublished();
    if (nothingNew
        && own.generation() > 0
        && !isDueForRenewal(own)
        && ledger.unpublishedRevocations().isEmpty()) {
      ledger.scanned(identity, scannedId);
      ObjectGarbage.delete(vault).ifPresent(notices::add);
      return true;
    }
    new HeadHistory(vault).keep();
    if (!erase) {
      compact(stamp);
    }
    send();
    if (own.generation() == 0 && isKeyReplaced()) {
      return false;
    }
    if (commit.write(stamp, identity, scannedId) == HeadCommit.Fate.COPIED) {
      becomeAnother();
      return false;
    }
    ObjectGarbage.delete(vault).ifPresent(notices::add);
    return true;
  }

  /**
   * Looks whether the vault has another key by now: a device's first head under the old one would
   * be taken for a thief's. If it is here the push goes on with it.
   */
  private boolean isKeyReplaced() throws SyncException, BucketException {
    VaultObject object = VaultReader.find(vault.bucket()).orElseThrow(VaultReader::gone);
    VaultReader.requireSame(object, vault.device());
    String known = vault.device().keyFingerprint();
    if (object.keyFingerprint().equals(known)) {
      return false;
    }
    if (vault.isWriteOnly()) {
      throw new SyncException.WrongKey(
          "The vault's key was replaced after this device was invited. Nothing that it sends would"
              + " be taken; your events are safe in the store here. Have it invited anew, on a full"
              + " device: stackunderflow sync invite --write-only");
    }
    vault.keys().follow(object);
    return !vault.device().keyFingerprint().equals(known);
  }

  private SegmentRedactor eraser() throws SQLException {
    return new SegmentRedactor(vault);
  }

  /** What can't be erased stops no push. */
  private void erase() throws BucketException, SQLException, IOException {
    try {
      eraser().run(this::send, progress);
    } catch (SyncException e) {
      isErasureImpossible = true;
      notices.add(
          "What is to be forgotten is not gone from the bucket yet: "
              + e.getMessage()
              + " The next push tries again.");
    }
  }

  private void requireNotRevoked() throws SyncException, SQLException {
    if (ledger.revocations().containsKey(vault.device().deviceId())) {
      throw new SyncException.Denied(
          "This device was revoked by another of your devices: what it sends is refused by all."
              + " Nothing was sent; your events are safe in the store here. If it was a mistake, move"
              + " the folder "
              + vault.setting().home().syncFolder()
              + " away and join as a new device: stackunderflow sync init",
          null);
    }
  }

  /** A store that is still the same loses nothing; but a foreign one may drop old months. */
  private void keepWhatTheStoreLost(boolean isSameStore)
      throws BucketException, SQLException, IOException {
    if (!isSameStore || vault.store().isForeign()) {
      ledger.lookForLost(true);
    }
    if (!ledger.isLookForLostDue()) {
      return;
    }
    try {
      new LostEventRecovery(vault).update();
      ledger.lookForLost(false);
    } catch (SyncException e) {
      notices.add("What this store has no longer could not be shown again: " + e.getMessage());
    }
  }

  /** Makes many small segments one, if that is due; the push is done without it otherwise. */
  private void compact(long stamp) throws BucketException, SQLException, IOException {
    boolean isOnItsWay = ledger.segments().uncommitted().stream().anyMatch(s -> s.to() < s.born());
    Optional<Compaction> due = Compaction.due(ledger.segments().live(), vault.setting().fanOut());
    if (isOnItsWay || due.isEmpty()) {
      return;
    }
    try (var compactor = new Compactor(vault, due.get(), stamp)) {
      compactor.run();
    } catch (SyncException e) {
      ledger.segments().dropParts();
      notices.add("This device's small segments could not be made one: " + e.getMessage());
    }
  }

  private void removeLeftovers() throws SQLException, IOException {
    ledger.segments().dropParts();
    Set<String> waiting = new HashSet<>();
    ledger.segments().waiting().forEach(segment -> waiting.add(segment.id()));
    vault.outbox().removeOthers(waiting);
  }

  private long nextStamp(OwnHead own) {
    return Math.max(vault.now().toEpochMilli(), own.lastStamp() + 1);
  }

  private boolean isDueForRenewal(OwnHead own) {
    String writtenAt = own.writtenAt();
    if (writtenAt == null) {
      return true;
    }
    // A clock that was set back makes an age below zero: renewing is harmless.
    Duration age = Duration.between(Instant.parse(writtenAt), vault.now());
    return age.isNegative() || age.compareTo(RENEWAL) >= 0;
  }

  private long publish(OwnHead own, String identity, long stamp) throws SQLException, IOException {
    boolean sameStore = identity.equals(own.storeIdentity());
    try (var publisher = new SegmentPublisher(vault, own.generation(), stamp, uploads)) {
      long scannedId =
          new ChangeDetector(
                  vault.store(), vault.published(), new Decisions(vault.replica()).forgotten())
              .find(own.scannedId(), sameStore, publisher);
      publisher.finishAll();
      return scannedId;
    }
  }

  private void send() throws BucketException, SQLException, IOException {
    for (Head.SegmentRef segment : ledger.segments().waiting()) {
      uploads.send(segment);
    }
    uploads.finish();
  }

  /** Another copy of this device has pushed under its id: this one goes on under a new id. */
  private void becomeAnother() throws SQLException, IOException {
    DeviceFile old = vault.device();
    vault.outbox().removeOthers(Set.of());
    SigningKey signingKey = SigningKey.generate();
    String id = RandomIds.uuid(vault.setting().random());
    vault.become(
        new DeviceFile(
            id,
            RandomIds.uuid(vault.setting().random()),
            old.label(),
            old.vaultId(),
            old.bucketUrl(),
            old.keyFingerprint(),
            old.keySource(),
            old.profile(),
            old.allowHttp(),
            old.conditionalWrites(),
            null,
            signingKey,
            Certificate.issue(
                vault.key(), old.vaultId(), id, signingKey.verifyKey(), old.certificate().role())));
    notices.add(
        "Another copy of this device ("
            + old.deviceId()
            + ") has pushed: this home was cloned or restored. This one goes on as a new device, "
            + id
            + ". Nothing is lost; what both hold is counted once.");
  }
}
