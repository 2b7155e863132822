package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.Bucket.PutResult;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.ClientInfo;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.OwnHead;
import dev.stackunderflow.sync.state.Ledger.PendingHead;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
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

  /** What became of a head. */
  enum Fate {
    /** It is in the bucket. */
    COMMITTED,
    /** It never got there. */
    NOT_WRITTEN,
    /** Another copy of this device has pushed under its id. */
    COPIED
  }

  /** Finds out what became of a head whose answer was lost; the common case makes no request. */
  Fate recover() throws SyncException, BucketException, SQLException, IOException {
    PendingHead pending = ledger.pendingHead();
    if (pending == null) {
      return Fate.NOT_WRITTEN;
    }
    Fate fate = lookUp(pending, read().orElse(null));
    if (fate == Fate.NOT_WRITTEN) {
      ledger.dropPendingHead();
    } else if (fate == Fate.COMMITTED) {
      ledger.unpublishRevocations();
      new Decisions(vault.replica()).unpublish();
    }
    return fate;
  }

  /** Whether another copy of this device has pushed since this one did; asks the bucket. */
  boolean isCopied() throws SyncException, BucketException, SQLException, IOException {
    return lookUp(null, read().orElse(null)) == Fate.COPIED;
  }

  /**
   * Commits everything that was sent.
   *
   * @param stamp the clock value of this push
   * @param storeIdentity the store that was looked at
   * @param scannedId up to which id
   * @return what became of it
   */
  Fate write(long stamp, String storeIdentity, long scannedId)
      throws SyncException, BucketException, SQLException, IOException {
    OwnHead own = ledger.ownHead();
    PendingHead pending = prepare(own, stamp, storeIdentity, scannedId);
    ledger.prepareHead(pending);
    ledger.observeStamp(stamp);
    return vault.device().conditionalWrites() ? put(own, pending) : putUnguarded(own, pending);
  }

  private PendingHead prepare(OwnHead own, long stamp, String storeIdentity, long scannedId)
      throws SQLException, IOException {
    DeviceFile device = vault.device();
    Map<String, Long> merged = new TreeMap<>();
    Set<String> peers = ledger.peers().keySet();
    for (Replica.Device other : vault.replica().devices()) {
      if (peers.contains(other.deviceId())) { // not those of a vault that was given up
        merged.put(other.deviceId(), other.merged());
      }
    }
    String writtenAt = vault.now().toString();
    var head =
        new Head(
            device.vaultId(),
            new Head.Device(
                device.deviceId(),
                device.incarnation(),
                device.label(),
                device.certificate().role().wireName(),
                ClientInfo.os(),
                ClientInfo.version()),
            own.generation() + 1,
            own.sha256(),
            writtenAt,
            stamp,
            ledger.segments().next(),
            merged,
            ledger.revocations(),
            new Decisions(vault.replica()).all());
    try {
      byte[] object =
          SealedObject.seal(
              vault.recipient(), HeadCodec.encode(head, device.certificate(), device.signingKey()));
      return new PendingHead(
          head.generation(),
          Sha256.hex(object),
          object,
          writtenAt,
          scannedId,
          storeIdentity,
          device.keyFingerprint());
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
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
          "The bucket gives contradicting answers about this device's head.",
          null);
    }
    return fate;
  }

  /** Where the provider keeps no conditional writes: read before, read back after. */
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
    return vault.bucket().get(key(), Head.MAX_BYTES);
  }

  private Fate lookUp(@Nullable PendingHead pending, Bucket.@Nullable Content found)
      throws SyncException, BucketException, SQLException, IOException {
    OwnHead own = ledger.ownHead();
    if (found == null) {
      if (own.generation() == 0) {
        return Fate.NOT_WRITTEN;
      }
      Optional<VaultObject> object = VaultReader.find(vault.bucket());
      if (object.isPresent()) {
        VaultReader.requireSame(object.get(), vault.device()); // one that was given up has no heads
      }
      throw new SyncException.Tampered(
          "This device's head is gone from the bucket. Nothing was changed; your events are safe in"
              + " the store here. If you emptied the bucket yourself, move the folder "
              + vault.setting().home().syncFolder()
              + " away and run init again: everything is sent anew.");
    }
    String sha256 = Sha256.hex(found.bytes());
    if (pending != null && sha256.equals(pending.sha256())) {
      return committed(pending, found.etag());
    }
    if (sha256.equals(own.sha256())) {
      return Fate.NOT_WRITTEN;
    }
    if (vault.isWriteOnly()) {
      throw new SyncException.Tampered(
          "This device's head in the bucket is not the one it wrote: a copy of this home has pushed,"
              + " or somebody replaced it. Nothing was sent; your events are safe in the store here."
              + " Move the folder "
              + vault.setting().home().syncFolder()
              + " away and join with a new invite: stackunderflow sync invite, on a full device.");
    }
    requireCopy(found.bytes(), own.generation());
    return Fate.COPIED;
  }

  /**
   * Another head than ours is there: written by a copy of this device, or put there by somebody?
   */
  private void requireCopy(byte[] object, long ownGeneration)
      throws SyncException, BucketException {
    try {
      KeyRing.Opened opened = vault.open(object, Head.MAX_PLAINTEXT_BYTES);
      DeviceFile device = vault.device();
      Head head =
          HeadCodec.decode(opened.plaintext(), opened.key(), device.vaultId(), device.deviceId());
      if (head.generation() < ownGeneration) {
        throw new SyncException.Tampered(
            "The bucket shows this device at push "
                + head.generation()
                + ", but it had already made push "
                + ownGeneration
                + ": the bucket was set back. Nothing was sent; your events are safe in the store"
                + " here. If you restored the bucket from a backup yourself, move the folder "
                + vault.setting().home().syncFolder()
                + " away and run init again.");
      }
    } catch (WireException | CipherException e) {
      throw new SyncException.Tampered(
          "This device's head in the bucket was replaced by something that no device of yours"
              + " wrote ("
              + e.getMessage()
              + "). Nothing was sent; your events are safe in the store here. Find out who can"
              + " write to the bucket.");
    }
  }
}
