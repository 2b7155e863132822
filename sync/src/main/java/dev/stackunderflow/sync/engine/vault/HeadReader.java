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

  /** A list with more heads than that is refused. */
  private static final int MAX_HEADS = 100_000;

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
    for (Bucket.Entry entry : bucket.list(Layout.HEADS, MAX_HEADS)) {
      Layout.deviceOfHead(entry.key()).ifPresent(id -> heads.put(id, entry));
    }
    return heads;
  }

  /**
   * Opens and decodes a head object under this device's id.
   *
   * @param object the object as stored
   * @param sealedFor the fingerprint of the key of this device's last head; null before the first
   * @throws CipherException if no key of the vault opens it
   * @throws WireException if this device, or a copy of it, did not write it, or a newer program did
   */
  public PeerHead readOwn(Bucket.Content object, @Nullable String sealedFor)
      throws SyncException, BucketException, CipherException, WireException {
    KeyRing.Opened opened = vault.open(object.bytes(), Head.MAX_PLAINTEXT_BYTES);
    HeadCodec.Signed signed = decode(opened, vault.device().deviceId());
    if (!signed.verifyKey().equals(vault.device().certificate().verifyKey())) {
      throw WireException.invalid("The head is signed with a key that is not this device's");
    }
    if (isOlder(opened.key(), sealedFor)) {
      throw WireException.invalid("The head is encrypted for a key that this device has left");
    }
    return valid(object, opened, signed);
  }

  /** A key older than that of this device's last head: no copy of the device pushes under it. */
  private boolean isOlder(VaultKey key, @Nullable String sealedFor)
      throws SyncException, BucketException {
    return vault.keys().standing(vault.device().deviceId(), key, sealedFor)
        == KeyRing.Standing.MOVED;
  }

  private HeadCodec.Signed decode(KeyRing.Opened opened, String deviceId) throws WireException {
    return HeadCodec.decodeSigned(
        opened.plaintext(), opened.key(), vault.device().vaultId(), deviceId);
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
    Bucket.Content content = existing(deviceId);
    try {
      PeerHead head = check(deviceId, content, known);
      if (known != null) {
        head.requireProgressSince(known);
      }
      return head;
    } catch (DeviceRejectedException e) {
      // While the vault object is missing, its retired keys are: a head may open later.
      boolean mayOpenLater = e.isSealedForOthers() && !vault.keys().isComplete();
      throw mayOpenLater ? e : e.forHead(content.etag());
    }
  }

  /**
   * Fetches another device's head, also one that is older than what was seen before.
   *
   * @throws DeviceRejectedException if it is missing or was not written by the device
   */
  public PeerHead fetchAnyState(String deviceId, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    return check(deviceId, existing(deviceId), known);
  }

  private Bucket.Content existing(String deviceId) throws BucketException, DeviceRejectedException {
    Optional<Bucket.Content> found = get(Layout.head(deviceId));
    if (found.isEmpty()) {
      throw DeviceRejectedException.tampered(
          "Its head is missing from the bucket. Events synced earlier are intact. Check whether"
              + " somebody deleted it; the device's next push will tell more.");
    }
    return found.get();
  }

  /**
   * Reads an object that should be this device's own head or its copy.
   *
   * @return its content, or empty if there is none; an object that is too large for a head has an
   *     empty content, which is no head either
   */
  public static Optional<Bucket.Content> getOwn(Bucket bucket, String key) throws BucketException {
    try {
      return bucket.get(key, Head.MAX_BYTES);
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.TOO_LARGE) {
        return Optional.of(new Bucket.Content(new byte[0], ""));
      }
      throw e;
    }
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
        throw tooLarge(key);
      }
      throw e;
    }
  }

  private static DeviceRejectedException tooLarge(String key) {
    return DeviceRejectedException.tampered(
        "Its object " + key + " is too large to be a head." + DeviceRejectedException.INTACT);
  }

  /** Makes sure that a listed head is not too large; makes no request. */
  public static void requireSize(Bucket.Entry listed) throws DeviceRejectedException {
    if (listed.sizeBytes() > Head.MAX_BYTES) {
      throw tooLarge(listed.key());
    }
  }

  /**
   * Checks that the device wrote a head object; not whether it is the newest.
   *
   * @param known what was seen of the device before; null for nothing
   */
  PeerHead check(String deviceId, Bucket.Content content, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    KeyRing.Opened opened = open(content.bytes());
    requireKey(deviceId, opened.key(), known);
    HeadCodec.Signed signed;
    try {
      signed = decode(opened, deviceId);
    } catch (WireException e) {
      throw DeviceRejectedException.of(e);
    }
    if (known != null
        && known.verifyKey() != null
        && !known.verifyKey().equals(signed.verifyKey())) {
      throw DeviceRejectedException.tampered(
          "Its head is signed with another key than before: somebody with the vault's key wrote it in"
              + " the device's name."
              + DeviceRejectedException.INTACT);
    }
    return valid(content, opened, signed);
  }

  private static PeerHead valid(
      Bucket.Content content, KeyRing.Opened opened, HeadCodec.Signed signed) {
    return new PeerHead(
        signed.head(),
        content.etag(),
        Sha256.hex(content.bytes()),
        opened.key().fingerprint().value(),
        signed.verifyKey());
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
   * A retired key, which may have been stolen, is not accepted from a device that has moved to a
   * newer one, or that the vault object does not list under it.
   */
  private void requireKey(String deviceId, VaultKey key, @Nullable Peer known)
      throws SyncException, BucketException, DeviceRejectedException {
    String newestSeen = known == null ? null : known.sealedFor();
    String why =
        switch (vault.keys().standing(deviceId, key, newestSeen)) {
          case ALLOWED -> null;
          case MOVED -> "this device had moved to a newer key." + DeviceRejectedException.INTACT;
          case NOT_LISTED ->
              "this device did not use that key when it was retired."
                  + DeviceRejectedException.INTACT
                  + " If you set the device up before that, give it the new key; a write-only"
                  + " device, invite again, and remove this id:"
                  + " stackunderflow sync devices remove "
                  + deviceId;
        };
    if (why != null) {
      throw DeviceRejectedException.tampered(
          "Its head is encrypted for a key that the vault no longer uses, and " + why);
    }
  }
}
