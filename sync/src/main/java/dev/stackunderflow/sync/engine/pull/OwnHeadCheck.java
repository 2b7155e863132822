package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.OwnHeadStore;
import dev.stackunderflow.sync.state.PendingHead;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares this device's own head in the bucket with the one that it wrote. Whoever shows this
 * machine an old state of the bucket, to hide new pushes of other devices, shows an old own head.
 */
final class OwnHeadCheck {

  private final VaultSession vault;
  private final OwnHeadStore heads;

  OwnHeadCheck(VaultSession vault) {
    this.vault = vault;
    this.heads = vault.ledger().ownHead();
  }

  /** What the bucket shows. */
  enum Result {
    /** The head that this device wrote, or is about to write. */
    EXPECTED,
    /** A later head: another copy of this device has pushed. */
    LATER,
    /** An older head, none, or one of somebody else. */
    ROLLED_BACK
  }

  /**
   * Checks the own head; makes a request only if the ETag is not the expected one.
   *
   * @param listedEtag the ETag that the bucket lists; null if it lists no own head
   */
  Result run(@Nullable String listedEtag) throws SyncException, BucketException, SQLException {
    OwnHead own = heads.current();
    if (Objects.equals(own.etag(), listedEtag)) {
      return Result.EXPECTED; // also if there is none, and never was one
    }
    Optional<Bucket.Content> found =
        HeadReader.getOwn(vault.bucket(), Layout.head(vault.device().deviceId()));
    String sha256 = found.map(content -> Sha256.hex(content.bytes())).orElse("");
    if (found.isPresent() && sha256.equals(own.sha256())) {
      // A list that lags, or the same content under another ETag: the bucket was moved.
      heads.setEtag(found.get().etag());
      return Result.EXPECTED;
    }
    PendingHead pending = heads.pending();
    if (pending != null && sha256.equals(pending.sha256())) {
      return Result.EXPECTED;
    }
    if (found.isPresent() && isLater(found.get(), own)) {
      heads.requireNewHead(); // the next push finds the copy and takes a new identity
      return Result.LATER;
    }
    return Result.ROLLED_BACK;
  }

  private boolean isLater(Bucket.Content object, OwnHead own)
      throws SyncException, BucketException {
    try {
      PeerHead signed = new HeadReader(vault).readOwn(object, own.headSealedFor());
      return signed.head().generation() > own.generation();
    } catch (CipherException | WireException e) {
      return false;
    }
  }

  /** The entry for a bucket that shows an older own head. */
  PullResult.Quarantine rollback() throws SQLException {
    return new PullResult.Quarantine(
        vault.device().deviceId(),
        vault.device().label(),
        "Rollback detected: this device's own head in the bucket is not that of its push "
            + heads.current().generation()
            + ". Somebody restored an old state of the bucket, or shows one to this machine. Nothing"
            + " was changed here. Find out who can write to the bucket.",
        true);
  }
}
