package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.util.List;
import java.util.Optional;

/** Reads the vault object of a bucket. */
public final class VaultReader {

  private VaultReader() {}

  /** The vault object, or empty if the bucket has none. Its seal is not checked. */
  public static Optional<VaultObject> find(Bucket bucket) throws BucketException, SyncException {
    Optional<Bucket.Content> content;
    try {
      content = bucket.get(Layout.VAULT, VaultCodec.MAX_BYTES);
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.TOO_LARGE) {
        throw new SyncException.Tampered(
            "The vault object "
                + Layout.VAULT
                + " is too large to be one: somebody replaced it. Nothing was changed.");
      }
      throw e;
    }
    if (content.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(decode(content.get().bytes()));
  }

  /** Decodes a vault object. Its seal is not checked. */
  public static VaultObject decode(byte[] bytes) throws SyncException {
    try {
      return VaultCodec.decode(bytes);
    } catch (WireException e) {
      throw e.isNewer()
          ? new SyncException.NewerFormat(e.getMessage())
          : new SyncException.Tampered(
              e.getMessage() + ". Nothing was changed. Is this the right bucket and prefix?");
    }
  }

  /**
   * Makes sure that the vault object names this device's key, after no head opened and no handover
   * by that key was found. A missing or damaged vault object is ignored.
   *
   * @throws SyncException.WrongKey if the bucket contains another vault
   * @throws SyncException.Tampered if it names a key that did not replace this device's
   * @throws SyncException.NewerFormat if a newer program wrote the vault object
   */
  public static void requireSameKey(Bucket bucket, DeviceFile device)
      throws BucketException, SyncException {
    Optional<VaultObject> vault;
    try {
      vault = find(bucket);
    } catch (SyncException.Tampered e) {
      return; // the heads that do not open are reported one by one
    }
    if (vault.isEmpty() || vault.get().keyFingerprint().equals(device.keyFingerprint())) {
      return;
    }
    requireSame(vault.get(), device);
    throw new SyncException.Tampered(
        "The vault object names a key that did not replace this device's key: somebody restored an"
            + " old state of the bucket, or forged the object. Do not use the key with the"
            + " fingerprint\n  "
            + vault.get().keyFingerprint()
            + "\nNothing was changed, and events synced earlier are intact. Find out who can write"
            + " to the bucket.");
  }

  /** Rejects keys of which none is the vault's and one was the vault's before. */
  public static void requireNotRetired(VaultObject vault, List<VaultKey> keys)
      throws SyncException {
    if (keys.stream().anyMatch(k -> k.fingerprint().value().equals(vault.keyFingerprint()))) {
      return;
    }
    for (VaultKey key : keys) {
      String fingerprint = key.fingerprint().value();
      for (VaultObject.RetiredKey retired : vault.retired()) {
        if (retired.fingerprint().equals(fingerprint)
            && VaultSeal.isHandedOver(
                key,
                vault.vaultId(),
                vault.keyFingerprint(),
                retired.retiredAt(),
                retired.handover())) {
          throw new SyncException.WrongKey(
              "This key was the vault's until "
                  + retired.retiredAt()
                  + ", when one of your devices replaced it. Nothing was changed. Use the new key,"
                  + " with the fingerprint\n  "
                  + vault.keyFingerprint());
        }
      }
    }
  }

  /** Makes sure that it is the vault that a device belongs to, and not one created in its place. */
  public static void requireSame(VaultObject vault, DeviceFile device) throws SyncException {
    if (!vault.vaultId().equals(device.vaultId())) {
      throw new SyncException.WrongKey(
          "The bucket contains another vault now: somebody gave up this device's vault and created a"
              + " new one, whose key has the fingerprint\n  "
              + vault.keyFingerprint()
              + "\nNothing was sent; your events are safe in the store here. If that was you, join it:"
              + " stackunderflow sync init --replace-key");
    }
  }

  /** The failure if the bucket has no vault any more. */
  public static SyncException missing() {
    return new SyncException.Tampered(
        "The bucket no longer contains a vault. Nothing was changed.");
  }

  /** Makes sure that the key is the vault's, and that its holder wrote the object. */
  public static void require(VaultObject vault, VaultKey key) throws SyncException {
    KeyLoader.require(key, vault.keyFingerprint());
    if (!vault.isSealedBy(key)) {
      throw new SyncException.Tampered(
          "The vault object in the bucket was not written with the vault's key: somebody else"
              + " changed it. Nothing was changed here.");
    }
  }
}
