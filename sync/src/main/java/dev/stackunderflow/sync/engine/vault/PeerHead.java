package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another device's head, fetched and found good.
 *
 * @param head the manifest
 * @param etag the bucket's name for the object
 * @param sha256 the object's hash
 * @param sealedFor the fingerprint of the key that opened it
 */
public record PeerHead(Head head, String etag, String sha256, String sealedFor) {

  /**
   * Fetches and checks a device's head.
   *
   * @param vault the open vault
   * @param deviceId the device
   * @param known what was seen of it before, null for nothing
   * @return the head
   * @throws DeviceRejectedException if it is gone, is not what the device wrote, or was set back
   */
  public static PeerHead fetch(VaultSession vault, String deviceId, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    Optional<Bucket.Content> found = vault.bucket().get(Layout.head(deviceId), Head.MAX_BYTES);
    if (found.isEmpty()) {
      throw DeviceRejectedException.tampered(
          "Its head has vanished from the bucket. What was taken of it before is still here. Look"
              + " whether somebody deleted it; the device's next push will say more.");
    }
    return check(vault, deviceId, found.get(), known);
  }

  /** The object of a device's head, checked as {@link #fetch} does. */
  static PeerHead check(
      VaultSession vault, String deviceId, Bucket.Content content, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    byte[] object = content.bytes();
    KeyRing.Opened opened = open(vault, object);
    requirePresentKey(vault, deviceId, opened.key(), known);
    Head head = decode(vault, deviceId, opened);
    var peer =
        new PeerHead(head, content.etag(), Sha256.hex(object), opened.key().fingerprint().value());
    if (known != null) {
      peer.requireProgressSince(known);
    }
    return peer;
  }

  /** An object of another device; one that is too large is that device's problem alone. */
  public static Optional<Bucket.Content> object(VaultSession vault, String key, long maxBytes)
      throws BucketException, DeviceRejectedException {
    try {
      return vault.bucket().get(key, maxBytes);
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.TOO_LARGE) {
        throw DeviceRejectedException.tampered(
            "Its object " + key + " is not what it wrote." + KEPT);
      }
      throw e;
    }
  }

  private static KeyRing.Opened open(VaultSession vault, byte[] object)
      throws SyncException, BucketException, DeviceRejectedException {
    try {
      return vault.open(object, Head.MAX_PLAINTEXT_BYTES);
    } catch (CipherException e) {
      throw DeviceRejectedException.unopened(
          "Its head does not open with the vault's key: it was damaged, or somebody else wrote it."
              + KEPT);
    }
  }

  /**
   * A key that was replaced, perhaps because it was stolen, speaks for no device that has moved.
   */
  private static void requirePresentKey(
      VaultSession vault, String deviceId, VaultKey key, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    String present = vault.key().fingerprint().value();
    boolean hasMoved = known != null && present.equals(known.sealedFor());
    if (!key.fingerprint().value().equals(present)
        && (hasMoved || !vault.keys().mayWrite(deviceId, key))) {
      throw DeviceRejectedException.tampered(
          "Its head is under a key that the vault no longer uses, and this device "
              + (hasMoved ? "had moved to the present one." : "came after that.")
              + KEPT);
    }
  }

  private static Head decode(VaultSession vault, String deviceId, KeyRing.Opened opened)
      throws DeviceRejectedException {
    try {
      return HeadCodec.decode(opened.plaintext(), opened.key(), vault.device().vaultId(), deviceId);
    } catch (WireException e) {
      throw DeviceRejectedException.of(e);
    }
  }

  public static final String KEPT =
      " What was taken of it before is still here. Find out who can write to the bucket.";

  private void requireProgressSince(Peer known) throws DeviceRejectedException {
    if (head.generation() < known.generation()) {
      throw DeviceRejectedException.tampered(
          "It was set back: its head shows push "
              + head.generation()
              + ", and push "
              + known.generation()
              + " was already seen."
              + KEPT);
    }
    if (head.generation() == known.generation() && !sha256.equals(known.sha256())) {
      throw DeviceRejectedException.tampered(
          "Its head shows push " + head.generation() + " with another content than before." + KEPT);
    }
    if (head.generation() == known.generation() + 1
        && known.generation() > 0
        && !String.valueOf(known.sha256()).equals(head.previous())) {
      throw DeviceRejectedException.tampered(
          "Its head does not follow the one that was seen before: somebody showed this machine or"
              + " that one a false state."
              + KEPT);
    }
  }
}
