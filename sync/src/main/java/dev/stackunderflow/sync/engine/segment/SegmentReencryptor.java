package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.Replacement;
import dev.stackunderflow.sync.wire.Head;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Re-encrypts this device's segments after the vault's key was replaced. The next head names the
 * new objects; the old ones are deleted after it is committed.
 */
public final class SegmentReencryptor {

  private final VaultSession vault;
  private final Ledger ledger;
  private final SegmentSealer sealer;
  private final OwnSegmentReader reader;

  public SegmentReencryptor(VaultSession vault) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.sealer = new SegmentSealer(vault);
    this.reader = new OwnSegmentReader(vault);
  }

  /** Whether there is anything to do; makes no request. */
  public boolean isNeeded() throws SQLException {
    return isNeeded(ledger.ownHead().current(), vault.device().keyFingerprint());
  }

  /** Whether a head's segments are encrypted for another key than the vault's. */
  public static boolean isNeeded(OwnHead own, String keyFingerprint) {
    return own.sealedFor() != null && !own.sealedFor().equals(keyFingerprint);
  }

  /**
   * Puts a re-encrypted object for every segment into the outbox. After an interruption the same
   * call continues.
   *
   * @param sender called after each segment
   * @throws SyncException.Tampered if the bucket lacks a segment
   */
  public void run(OutboxSender sender, Progress progress)
      throws SyncException, BucketException, SQLException, IOException {
    ledger.replacements().dropNotSealedFor(vault.device().keyFingerprint());
    for (Head.SegmentRef segment : ledger.segments().uncommitted()) {
      replaceUncommitted(segment);
    }
    List<Head.SegmentRef> old = ledger.segments().liveWithoutReplacement();
    long total = old.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    for (Head.SegmentRef segment : old) {
      progress.at("re-encrypting", done, total);
      replaceLive(segment);
      sender.send();
      done += segment.bytes();
    }
  }

  private void replaceUncommitted(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    KeyRing.Opened opened = reader.open(segment);
    if (opened.key() == vault.key()) {
      return;
    }
    Head.SegmentRef sealed =
        sealer.sealReplacement(segment, segment.born(), opened.plaintext(), segment.events());
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> ledger.segments().replaceUncommitted(segment.id(), sealed));
  }

  private void replaceLive(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    long generation = ledger.ownHead().current().generation() + 1;
    Head.SegmentRef sealed =
        sealer.sealReplacement(
            segment, generation, reader.open(segment).plaintext(), segment.events());
    ledger
        .replacements()
        .add(segment.id(), new Replacement(sealed, vault.device().keyFingerprint(), false));
  }
}
