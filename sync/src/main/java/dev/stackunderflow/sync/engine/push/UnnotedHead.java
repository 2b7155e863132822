package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.HeadNote;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.PendingHead;
import dev.stackunderflow.sync.state.StoreMark;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a head in the bucket as this device's own although the note of it is lost, for example
 * because a disk did not keep what it had confirmed: this device signed it, it follows directly on
 * the last head that the ledger knows, and it names exactly the segments that the ledger has ready.
 */
final class UnnotedHead {

  private final VaultSession vault;
  private final Ledger ledger;

  UnnotedHead(VaultSession vault) {
    this.vault = vault;
    this.ledger = vault.ledger();
  }

  /**
   * Compares a head object with the ledger.
   *
   * @return the head, to be recorded as committed; empty if it is not the next one of this device
   */
  Optional<PendingHead> recognise(Bucket.Content found)
      throws SyncException, BucketException, SQLException, IOException {
    OwnHead own = ledger.ownHead().current();
    return vault.isWriteOnly() ? byNote(found, own) : bySignature(found, own);
  }

  private Optional<PendingHead> byNote(Bucket.Content found, OwnHead own)
      throws SQLException, IOException {
    Optional<HeadNote> note = HeadNote.read(vault.context().home());
    String sha256 = Sha256.hex(found.bytes());
    if (note.isEmpty()
        || !note.get().sha256().equals(sha256)
        || note.get().generation() != own.generation() + 1
        || !isReady(note.get().segments())) {
      return Optional.empty();
    }
    return Optional.of(
        head(
            note.get().generation(),
            found.bytes(),
            Instant.parse(note.get().writtenAt()),
            vault.device().keyFingerprint(),
            own));
  }

  private Optional<PendingHead> bySignature(Bucket.Content found, OwnHead own)
      throws SyncException, BucketException, SQLException, IOException {
    PeerHead signed;
    try {
      signed = new HeadReader(vault).readOwn(found, own.headSealedFor());
    } catch (CipherException | WireException e) {
      return Optional.empty();
    }
    Head head = signed.head();
    if (head.generation() != own.generation() + 1
        || !Objects.equals(head.previous(), own.sha256())
        || !head.device().incarnation().equals(vault.device().incarnation())
        || !isReady(head.segments().stream().map(Head.SegmentRef::id).toList())) {
      return Optional.empty();
    }
    ledger.ownHead().observeStamp(head.stamp());
    return Optional.of(
        head(
            head.generation(),
            found.bytes(),
            Instant.parse(head.writtenAt()),
            signed.sealedFor(),
            own));
  }

  /**
   * Whether these are the segments that the next head would name; a sent one may be unrecorded. One
   * that is queued for the same generation, and not named, was made by a copy or after the head:
   * readers of the head would never fetch it.
   */
  private boolean isReady(List<String> named) throws SQLException {
    for (Head.SegmentRef segment : ledger.segments().uncommitted()) {
      if (!named.contains(segment.id())) {
        return false;
      }
    }
    for (String id : named) {
      ledger.segments().markSent(id); // it is: this device's head names it
    }
    Set<String> next = new HashSet<>();
    ledger.segments().next().forEach(segment -> next.add(segment.id()));
    return next.equals(Set.copyOf(named));
  }

  /**
   * The mark of the scan stays where it was: the next push looks again, and finds all published.
   */
  private PendingHead head(
      long generation, byte[] object, Instant writtenAt, String sealedFor, OwnHead own)
      throws SQLException, IOException {
    String store = own.storeIdentity();
    return new PendingHead(
        generation,
        Sha256.hex(object),
        object,
        writtenAt,
        own.scannedId(),
        store == null ? StoreMark.of(vault.store(), own.scannedId()) : store,
        sealedFor);
  }
}
