package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.KeyRing;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.util.Optional;

/** Reads back what this device wrote: from the outbox while it is there, else from the bucket. */
final class OwnObjects {

  private final VaultSession vault;

  OwnObjects(VaultSession vault) {
    this.vault = vault;
  }

  /**
   * Opens a segment of this device.
   *
   * @throws SyncException.Tampered if it is gone, or not what this device wrote
   */
  KeyRing.Opened open(Head.SegmentRef segment) throws SyncException, BucketException, IOException {
    byte[] object = object(segment);
    try {
      return vault.open(object, SegmentWriter.MAX_BYTES);
    } catch (CipherException e) {
      throw damaged(segment, "not to be opened in");
    }
  }

  private byte[] object(Head.SegmentRef segment)
      throws SyncException, BucketException, IOException {
    if (vault.outbox().has(segment.id())) {
      return vault.outbox().get(segment.id());
    }
    String key = Layout.segment(vault.device().deviceId(), segment.id());
    Optional<Bucket.Content> found = vault.bucket().get(key, segment.bytes());
    if (found.isEmpty() || !Sha256.hex(found.get().bytes()).equals(segment.sha256())) {
      throw damaged(segment, found.isEmpty() ? "missing from" : "damaged in");
    }
    return found.get().bytes();
  }

  private static SyncException damaged(Head.SegmentRef segment, String how) {
    return new SyncException.Tampered(
        "This device's segment "
            + segment.id()
            + " is "
            + how
            + " the bucket. Nothing was deleted; your events are safe in the store here. Look who"
            + " can write to the bucket, and run: stackunderflow sync verify --deep");
  }
}
