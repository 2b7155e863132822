package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists, fetches, opens and decodes heads. */
public final class HeadReader {

  private final VaultSession vault;

  public HeadReader(VaultSession vault) {
    this.vault = vault;
  }

  /** The heads in the vault's bucket, by device id; one request. */
  public Map<String, Bucket.Entry> list() throws BucketException {
    return list(vault.bucket());
  }

  /** The heads in a bucket, by device id; one request. */
  public static Map<String, Bucket.Entry> list(Bucket bucket) throws BucketException {
    Map<String, Bucket.Entry> heads = new TreeMap<>();
    for (Bucket.Entry entry : bucket.list(Layout.HEADS)) {
      Layout.deviceOfHead(entry.key()).ifPresent(id -> heads.put(id, entry));
    }
    return heads;
  }

  /**
   * Opens and decodes a head object.
   *
   * @param object the object as stored
   * @param deviceId the device whose head it must be
   * @throws CipherException if no key of the vault opens it
   * @throws WireException if it is not a head of that device, or a newer program wrote it
   */
  public Head read(byte[] object, String deviceId)
      throws SyncException, BucketException, CipherException, WireException {
    return decode(vault.open(object, Head.MAX_PLAINTEXT_BYTES), deviceId);
  }

  private Head decode(KeyRing.Opened opened, String deviceId) throws WireException {
    return HeadCodec.decode(opened.plaintext(), opened.key(), vault.device().vaultId(), deviceId);
  }

  /**
   * Fetches and checks another device's head.
   *
   * @param deviceId the device
   * @param known what was seen of it before; null for nothing
   * @throws DeviceRejectedException if it is missing, was not written by the device, or is older
   *     than what was seen before
   */
  public PeerHead fetch(String deviceId, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    Optional<Bucket.Content> found = get(Layout.head(deviceId));
    if (found.isEmpty()) {
      throw DeviceRejectedException.tampered(
          "Its head is missing from the bucket. Events synced earlier are intact. Check whether"
              + " somebody deleted it; the device's next push will tell more.");
    }
    return check(deviceId, found.get(), known);
  }

  /**
   * Reads an object that should be a head of another device.
   *
   * @return its content, or empty if there is none
   * @throws DeviceRejectedException if it is too large for a head
   */
  Optional<Bucket.Content> get(String key) throws BucketException, DeviceRejectedException {
    try {
      return vault.bucket().get(key, Head.MAX_BYTES);
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.TOO_LARGE) {
        throw DeviceRejectedException.tampered(
            "Its object " + key + " is too large to be a head." + DeviceRejectedException.INTACT);
      }
      throw e;
    }
  }

  /** Checks a head object as {@link #fetch} does. */
  PeerHead check(String deviceId, Bucket.Content content, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    KeyRing.Opened opened = open(content.bytes());
    requirePresentKey(deviceId, opened.key(), known);
    Head head;
    try {
      head = decode(opened, deviceId);
    } catch (WireException e) {
      throw DeviceRejectedException.of(e);
    }
    var peer =
        new PeerHead(
            head, content.etag(), Sha256.hex(content.bytes()), opened.key().fingerprint().value());
    if (known != null) {
      peer.requireProgressSince(known);
    }
    return peer;
  }

  private KeyRing.Opened open(byte[] object)
      throws SyncException, BucketException, DeviceRejectedException {
    try {
      return vault.open(object, Head.MAX_PLAINTEXT_BYTES);
    } catch (CipherException e) {
      throw DeviceRejectedException.unopened(
          "Its head does not open with the vault's key: it is damaged, or somebody else wrote it."
              + DeviceRejectedException.INTACT);
    }
  }

  /**
   * A retired key, which may have been stolen, is not accepted from a device that has moved to the
   * present one, or that joined after it was retired.
   */
  private void requirePresentKey(String deviceId, VaultKey key, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    String present = vault.key().fingerprint().value();
    boolean hasMoved = known != null && present.equals(known.sealedFor());
    if (!key.fingerprint().value().equals(present)
        && (hasMoved || !vault.keys().mayWrite(deviceId, key))) {
      throw DeviceRejectedException.tampered(
          "Its head is encrypted for a key that the vault no longer uses, and this device "
              + (hasMoved ? "had moved to the present key." : "joined after that key was retired.")
              + DeviceRejectedException.INTACT);
    }
  }
}
