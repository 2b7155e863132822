package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher.Fetched;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;

/** Reads this device's own segments: from the outbox if they are there, else from the bucket. */
final class OwnSegmentReader {

  private final VaultSession vault;

  OwnSegmentReader(VaultSession vault) {
    this.vault = vault;
  }

  /**
   * Opens a segment of this device.
   *
   * @throws SyncException.Tampered if it is missing, or not what this device wrote
   */
  KeyRing.Opened open(Head.SegmentRef segment) throws SyncException, BucketException, IOException {
    try {
      return vault.open(object(segment), SegmentWriter.MAX_BYTES);
    } catch (CipherException e) {
      throw damaged(segment, "cannot be decrypted");
    }
  }

  private byte[] object(Head.SegmentRef segment)
      throws SyncException, BucketException, IOException {
    if (vault.outbox().has(segment.id())) {
      return vault.outbox().get(segment.id());
    }
    return switch (SegmentFetcher.fetch(vault.bucket(), vault.device().deviceId(), segment)) {
      case Fetched.Intact intact -> intact.object();
      case Fetched.Missing _ -> throw damaged(segment, "is missing from the bucket");
      case Fetched.Damaged _ -> throw damaged(segment, "is damaged in the bucket");
    };
  }

  private static SyncException damaged(Head.SegmentRef segment, String how) {
    return new SyncException.Tampered(
        "This device's segment "
            + segment.id()
            + " "
            + how
            + ". Nothing was deleted; your events are safe in the store here. Check who can write to"
            + " the bucket, and run: stackunderflow sync verify --deep");
  }
}
