package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger.OwnHead;
import dev.stackunderflow.sync.state.OwnSegments;
import dev.stackunderflow.sync.wire.Head;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts this device's segments under the vault's present key, after that was replaced: each is
 * fetched, opened with the retired key, and sealed anew. The next head names the new ones; the old
 * ones are deleted after it.
 */
public final class SegmentReencryptor {

  private final VaultSession vault;
  private final OwnSegments segments;

  public SegmentReencryptor(VaultSession vault) {
    this.vault = vault;
    this.segments = vault.ledger().segments();
  }

  /** Whether there is anything to do; makes no request. */
  public boolean isNeeded() throws SQLException {
    return isNeeded(vault.ledger().ownHead(), vault.device().keyFingerprint());
  }

  public static boolean isNeeded(OwnHead own, String keyFingerprint) {
    return own.sealedFor() != null && !own.sealedFor().equals(keyFingerprint);
  }

  /**
   * Seals all of them anew, into the outbox; goes on where an earlier call stopped.
   *
   * @param sender sends what waits in the outbox, so that it does not grow with the vault
   */
  public void run(Sender sender, Progress progress)
      throws SyncException, BucketException, SQLException, IOException {
    segments.dropResealsNotFor(vault.device().keyFingerprint());
    for (Head.SegmentRef segment : segments.uncommitted()) {
      replaceUncommitted(segment);
    }
    List<Head.SegmentRef> old = segments.toReseal();
    long total = old.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    for (Head.SegmentRef segment : old) {
      progress.at("re-encrypting", done, total);
      reseal(segment);
      sender.send();
      done += segment.bytes();
    }
  }

  /** Sends what waits in the outbox. */
  @FunctionalInterface
  public interface Sender {
    /** Sends it. */
    void send() throws BucketException, SQLException, IOException;
  }

  private void replaceUncommitted(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    KeyRing.Opened opened = new OwnObjects(vault).open(segment);
    if (opened.key() != vault.key()) {
      String id = RandomIds.segment(segment.born(), vault.setting().random());
      byte[] sealed = seal(opened.plaintext());
      vault.outbox().put(id, sealed);
      Sqlite.useTransaction(
          vault.replica().connection(),
          () -> {
            segments.replaceUncommitted(
                segment.id(), id, sealed.length, Sha256.hex(sealed), segment.events());
          });
      vault.outbox().remove(segment.id());
    }
  }

  private void reseal(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    byte[] sealed = seal(new OwnObjects(vault).open(segment).plaintext());
    long generation = vault.ledger().ownHead().generation() + 1;
    String id = RandomIds.segment(generation, vault.setting().random());
    vault.outbox().put(id, sealed);
    segments.reseal(
        segment.id(),
        new OwnSegments.Reseal(
            id,
            sealed.length,
            Sha256.hex(sealed),
            segment.events(),
            vault.device().keyFingerprint(),
            false));
  }

  private byte[] seal(byte[] plaintext) throws IOException {
    try {
      return SealedObject.seal(vault.recipient(), plaintext);
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
