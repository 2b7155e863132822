package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Folders;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.Bucket.PutResult;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.ClientInfo;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.HeadNote;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.PendingHead;
import dev.stackunderflow.sync.state.StoreMark;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes this device's head: the commit of a push. */
final class HeadCommit {

  private final VaultSession vault;
  private final Ledger ledger;

  HeadCommit(VaultSession vault) {
    this.vault = vault;
    this.ledger = vault.ledger();
  }

  /** The fate of a head. */
  enum Fate {
    /** It is in the bucket. */
    COMMITTED,
    /** It never reached the bucket. */
    NOT_WRITTEN,
    /** Another copy of this device has pushed under its id. */
    COPIED
  }

  /**
   * Determines the fate of a head if the answer to its upload was lost; usually makes no request.
   */
  Fate recover() throws SyncException, BucketException, SQLException, IOException {
    PendingHead pending = ledger.ownHead().pending();
    if (pending == null && !isAnythingUnnamed()) {
      return Fate.NOT_WRITTEN;
    }
    Fate fate = lookUp(pending, read().orElse(null));
    if (fate == Fate.NOT_WRITTEN) {
      ledger.ownHead().dropPending();
    } else if (fate == Fate.COMMITTED) {
      unpublishAll();
    }
    return fate;
  }

  /** Whether what is new can be encrypted and queued although {@link #recover} failed. */
  boolean canQueueAfter(BucketException failure) throws SQLException {
    return ledger.ownHead().pending() == null && failure.kind() == BucketException.Kind.UNREACHABLE;
  }

  /** An earlier push was interrupted; perhaps only the note of its head is lost. */
  private boolean isAnythingUnnamed() throws SQLException {
    OwnHead own = ledger.ownHead().current();
    return (own.generation() > 0 && own.writtenAt() == null)
        || !ledger.segments().uncommitted().isEmpty();
  }

  private void unpublishAll() throws SQLException {
    ledger.revocations().markAllUnpublished();
    new Decisions(vault.replica()).unpublish();
  }

  /**
   * Looks whether another copy of this device has pushed since; makes a request. COMMITTED means
   * that this device's last head, whose note was lost, is recorded now.
   */
  Fate look() throws SyncException, BucketException, SQLException, IOException {
    return lookUp(null, read().orElse(null));
  }

  /**
   * Commits everything that was sent.
   *
   * @param stamp the stamp of this push, in ms
   * @param scannedId the highest row id that was scanned
   * @return the fate of the head
   */
  Fate write(long stamp, long scannedId)
      throws SyncException, BucketException, SQLException, IOException {
    OwnHead own = ledger.ownHead().current();
    PendingHead pending = prepare(own, stamp, scannedId);
    ledger.ownHead().putPending(pending);
    ledger.ownHead().observeStamp(stamp);
    makeDurable(pending);
    return vault.device().conditionalWrites().areSupported()
        ? put(own, pending)
        : putUnguarded(own, pending);
  }

  /**
   * The note of a head survives a power cut before the head can be in the bucket: otherwise this
   * device would take its own head for that of a copy. The same for the store's rows, whose ids the
   * note refers to.
   */
  private void makeDurable(PendingHead pending) throws SQLException, IOException {
    DurableFiles.syncDatabases(vault.context().home());
    if (vault.isWriteOnly()) {
      new HeadNote(
              pending.generation(),
              pending.sha256(),
              pending.writtenAt().toString(),
              ledger.segments().next().stream().map(Head.SegmentRef::id).toList())
          .write(vault.context().home());
    }
  }

  private PendingHead prepare(OwnHead own, long stamp, long scannedId)
      throws SQLException, IOException {
    DeviceFile device = vault.device();
    Map<String, Long> merged = new TreeMap<>();
    Set<String> peers = ledger.peers().all().keySet();
    for (Replica.Device other : vault.replica().devices()) {
      if (peers.contains(other.deviceId())) { // not devices of an abandoned vault
        merged.put(other.deviceId(), other.merged());
      }
    }
    Instant writtenAt = vault.now();
    var head =
        new Head(
            device.vaultId(),
            new Head.Device(
                device.deviceId(),
                device.incarnation(),
                device.label(),
                device.certificate().role(),
                ClientInfo.os(),
                ClientInfo.version()),
            own.generation() + 1,
            own.sha256(),
            writtenAt.toString(),
            stamp,
            ledger.segments().next(),
            merged,
            ledger.revocations().all(),
            new Decisions(vault.replica()).all(),
            Head.Places.of(
                vault.context().home().user().toString(),
                new Folders(vault.store()).inUse(Head.Places.MAX_FOLDERS)));
    byte[] object = vault.seal(HeadCodec.encode(head, device.certificate(), device.signingKey()));
    return new PendingHead(
        head.generation(),
        Sha256.hex(object),
        object,
        writtenAt,
        scannedId,
        StoreMark.of(vault.store(), scannedId),
        device.keyFingerprint());
  }

  private Fate put(OwnHead own, PendingHead pending)
      throws SyncException, BucketException, SQLException, IOException {
    String etag = own.etag();
    Precondition unchanged =
        etag == null ? new Precondition.Absent() : new Precondition.Matches(etag);
    if (vault.bucket().put(key(), pending.object(), unchanged) instanceof PutResult.Done done) {
      return committed(pending, done.etag());
    }
    Bucket.Content found = read().orElse(null);
    Fate fate = lookUp(pending, found);
    if (fate == Fate.NOT_WRITTEN && found != null && !found.etag().equals(etag)) {
      // The same content under another ETag: the bucket was moved or copied. Once more.
      var sameContent = new Precondition.Matches(found.etag());
      if (vault.bucket().put(key(), pending.object(), sameContent) instanceof PutResult.Done done) {
        return committed(pending, done.etag());
      }
    }
    if (fate == Fate.NOT_WRITTEN) {
      throw new BucketException(
          BucketException.Kind.UNREACHABLE,
          "The bucket gives contradictory answers about this device's head.",
          null);
    }
    return fate;
  }

  /** Without conditional writes: reads the head before, and reads it back after. */
  private Fate putUnguarded(OwnHead own, PendingHead pending)
      throws SyncException, BucketException, SQLException, IOException {
    Bucket.Content before = read().orElse(null);
    if (before != null || own.generation() > 0) {
      Fate fate = lookUp(pending, before);
      if (fate != Fate.NOT_WRITTEN) {
        return fate;
      }
    }
    vault.bucket().put(key(), pending.object(), new Precondition.None());
    return lookUp(pending, read().orElse(null));
  }

  private Fate committed(PendingHead pending, String etag) throws SQLException, IOException {
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          ledger.commit(pending, etag);
          new Decisions(vault.replica()).published();
        });
    return Fate.COMMITTED;
  }

  private String key() {
    return Layout.head(vault.device().deviceId());
  }

  private Optional<Bucket.Content> read() throws BucketException {
    return HeadReader.getOwn(vault.bucket(), key());
  }

  private Fate lookUp(@Nullable PendingHead pending, Bucket.@Nullable Content found)
      throws SyncException, BucketException, SQLException, IOException {
    OwnHead own = ledger.ownHead().current();
    if (found == null) {
      if (own.generation() == 0) {
        return Fate.NOT_WRITTEN;
      }
      Optional<VaultObject> object = VaultReader.find(vault.bucket());
      if (object.isPresent()) {
        VaultReader.requireSame(object.get(), vault.device()); // an abandoned vault has no heads
      }
      throw new SyncException.Tampered(
          "This device's head is missing from the bucket. Nothing was changed; your events are safe"
              + " in the store here. If you emptied the bucket yourself, move the folder "
              + vault.context().home().syncFolder()
              + " away and run init again: this machine sends everything again.");
    }
    String sha256 = Sha256.hex(found.bytes());
    if (pending != null && sha256.equals(pending.sha256())) {
      return committed(pending, found.etag());
    }
    if (sha256.equals(own.sha256())) {
      return Fate.NOT_WRITTEN;
    }
    Optional<PendingHead> unnoted = new UnnotedHead(vault).recognise(found);
    if (unnoted.isPresent()) {
      committed(unnoted.get(), found.etag());
      unpublishAll(); // it may have been written before the latest decisions
      return Fate.COMMITTED;
    }
    if (vault.isWriteOnly()) {
      throw new SyncException.Tampered(
          "This device's head in the bucket is not the one it wrote: a copy of this home has pushed,"
              + " its disk lost what sync had recorded, or somebody replaced it. Nothing was sent; your"
              + " events are safe in the store here."
              + " Move the folder "
              + vault.context().home().syncFolder()
              + " away and join with a new invite: stackunderflow sync invite, on a full device.");
    }
    requireCopy(found, own);
    return Fate.COPIED;
  }

  /**
   * Makes sure that the head in the bucket, which is not this device's last one, was written by a
   * copy of this device.
   *
   * @throws SyncException.Tampered if somebody else put it there, or the bucket was rolled back
   */
  private void requireCopy(Bucket.Content object, OwnHead own)
      throws SyncException, BucketException {
    try {
      Head head = new HeadReader(vault).readOwn(object, own.headSealedFor()).head();
      if (head.generation() < own.generation()) {
        throw new SyncException.Tampered(
            "The bucket shows this device at push "
                + head.generation()
                + ", but it had already made push "
                + own.generation()
                + ": the bucket was rolled back. Nothing was sent; your events are safe in the store"
                + " here. If you restored the bucket from a backup yourself, move the folder "
                + vault.context().home().syncFolder()
                + " away and run init again.");
      }
    } catch (WireException | CipherException e) {
      throw new SyncException.Tampered(
          "This device's head in the bucket was replaced by an object that none of your devices"
              + " wrote ("
              + e.getMessage()
              + "). Nothing was sent; your events are safe in the store here. Find out who can"
              + " write to the bucket.");
    }
  }
}
