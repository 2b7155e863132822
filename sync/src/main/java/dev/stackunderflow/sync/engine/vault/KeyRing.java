package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.KeyFormatException;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.VaultObject.RetiredKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vault's key, and the retired keys, which open objects that are not re-encrypted yet. The
 * retired keys are in the vault object, encrypted for the present one; they are fetched when an
 * object does not open, and never written to disk.
 */
public final class KeyRing {

  private static final int MAX_IDENTITY_BYTES = 4096;

  private final LocalDevice device;
  private final List<VaultKey> given;
  private VaultKey present;
  private @Nullable List<Retired> retired;
  private boolean isComplete;

  private KeyRing(LocalDevice device, List<VaultKey> given, VaultKey present) {
    this.device = device;
    this.given = given;
    this.present = present;
  }

  /**
   * Finds the vault's key among those that the key source contains.
   *
   * @param device this device; it is told if the vault's key was replaced
   * @param given every key in the source, at least one
   * @throws SyncException.WrongKey if none of them is the vault's, or its successor
   */
  static KeyRing open(LocalDevice device, List<VaultKey> given) throws SyncException {
    var keys = new KeyRing(device, given, given.getFirst());
    Optional<VaultKey> known = keys.named(device.file().keyFingerprint());
    if (known.isPresent()) {
      keys.present = known.get();
    } else {
      keys.followOrRefuse();
    }
    return keys;
  }

  private record Retired(VaultKey key, Set<String> devices) {}

  /**
   * An opened object.
   *
   * @param plaintext its decrypted and decompressed content
   * @param key the key that opened it
   */
  public record Opened(byte[] plaintext, VaultKey key) {}

  VaultKey present() {
    return present;
  }

  private Optional<VaultKey> named(String fingerprint) {
    return given.stream().filter(k -> k.fingerprint().value().equals(fingerprint)).findFirst();
  }

  /**
   * Opens an object with the present key, or with a retired one.
   *
   * @throws CipherException if no key of the vault opens it
   * @throws SyncException.WrongKey if the vault's key was replaced, and the new one is not in the
   *     key source
   */
  Opened open(byte[] object, long maxPlaintextBytes)
      throws CipherException, BucketException, SyncException {
    try {
      return openWithKnown(object, maxPlaintextBytes);
    } catch (CipherException e) {
      if (retired != null) {
        throw e;
      }
      retired();
      return openWithKnown(object, maxPlaintextBytes);
    }
  }

  /**
   * Opens an object with the keys that are loaded; makes no request.
   *
   * @throws CipherException if none opens it
   */
  public Opened openWithKnown(byte[] object, long maxPlaintextBytes) throws CipherException {
    try {
      return new Opened(SealedObject.open(present, object, maxPlaintextBytes), present);
    } catch (CipherException e) {
      for (Retired one : retired == null ? List.<Retired>of() : retired) {
        try {
          return new Opened(SealedObject.open(one.key(), object, maxPlaintextBytes), one.key());
        } catch (CipherException _) {
          // try the next key
        }
      }
      throw e;
    }
  }

  /** Whether a device may write under a key. */
  enum Standing {
    /** It may. */
    ALLOWED,
    /** The vault object does not list the device under this retired key. */
    NOT_LISTED,
    /** The device was seen under a newer key. */
    MOVED
  }

  /**
   * Whether a device may write under a key: under the present one always, under a retired one only
   * if the vault object lists it there and it was never seen under a newer one.
   *
   * @param newestSeen the fingerprint of the newest key that the device was seen under; null if it
   *     was never seen
   */
  Standing standing(String deviceId, VaultKey key, @Nullable String newestSeen)
      throws BucketException, SyncException {
    if (key == present) {
      return Standing.ALLOWED;
    }
    List<Retired> older = retired(); // the latest first
    List<String> order = older.stream().map(r -> r.key().fingerprint().value()).toList();
    int at = order.indexOf(key.fingerprint().value());
    // A key that is not among the retired ones, such as the present one, is newer than all of them.
    if (newestSeen != null && order.indexOf(newestSeen) < at) {
      return Standing.MOVED;
    }
    return at >= 0 && older.get(at).devices().contains(deviceId)
        ? Standing.ALLOWED
        : Standing.NOT_LISTED;
  }

  /** Whether the retired keys were read from a vault object that the present key sealed. */
  boolean isComplete() {
    return isComplete;
  }

  private List<Retired> retired() throws BucketException, SyncException {
    if (retired == null) {
      retired = List.of();
      Optional<VaultObject> object = vaultObject();
      if (object.isPresent()) {
        if (!object.get().keyFingerprint().equals(present.fingerprint().value())) {
          follow(object.get());
        }
        retired = retired(object.get(), present);
        isComplete = object.get().isSealedBy(present);
      }
    }
    return retired;
  }

  /** The vault object, if it is this vault's and not damaged. */
  private Optional<VaultObject> vaultObject() throws BucketException, SyncException {
    try {
      return VaultReader.find(device.bucket())
          .filter(object -> object.vaultId().equals(device.file().vaultId()));
    } catch (SyncException.Tampered e) {
      return Optional.empty(); // objects that do not open are reported one by one
    }
  }

  /**
   * Goes on with the key that the vault object names, if it is another one and the successor of the
   * present one by that one's own word.
   *
   * @throws SyncException.WrongKey if it is, and is not in the key source
   */
  public void follow(VaultObject object) throws SyncException {
    Optional<RetiredKey> old =
        object.retired().stream()
            .filter(key -> key.fingerprint().equals(present.fingerprint().value()))
            .filter(
                key ->
                    VaultSeal.isHandedOver(
                        present,
                        object.vaultId(),
                        object.keyFingerprint(),
                        key.retiredAt(),
                        key.handover()))
            .findFirst();
    if (old.isEmpty()) {
      return; // another vault, or a forged object
    }
    VaultKey next =
        named(object.keyFingerprint())
            .filter(object::isSealedBy)
            .orElseThrow(() -> replaced(object, old.get().retiredAt()));
    switchTo(next, device.file().keySource());
  }

  /**
   * Makes another key the present one of this device.
   *
   * @param next the key
   * @param keySource where this device loads it from
   */
  public void switchTo(VaultKey next, String keySource) throws SyncException {
    present = next;
    retired = null;
    isComplete = false;
    device.switchKey(next, keySource);
  }

  private SyncException replaced(VaultObject object, String when) {
    return new SyncException.WrongKey(
        "One of your devices replaced the vault's key on "
            + when
            + ". Nothing was changed here, and nothing is lost. The new key has the fingerprint\n  "
            + object.keyFingerprint()
            + "\nPut the new key into "
            + KeySource.parse(device.file().keySource()).describe()
            + " in place of the old one, and run: stackunderflow sync now");
  }

  /** The source has only keys that this device does not know: one may be the vault's new key. */
  private void followOrRefuse() throws SyncException {
    try {
      Optional<VaultObject> object = vaultObject();
      if (object.isPresent()) {
        VaultReader.requireNotRetired(object.get(), given);
        Optional<VaultKey> next =
            named(object.get().keyFingerprint()).filter(object.get()::isSealedBy);
        if (next.isPresent()) {
          List<Retired> keys = retired(object.get(), next.get());
          if (keys.stream().anyMatch(k -> isThisDevices(k.key()))) {
            switchTo(next.get(), device.file().keySource());
            return;
          }
        }
      }
    } catch (BucketException e) {
      throw BucketFailures.of(
          e,
          " The key in the key source is not the one that this device knows. Whether it is the"
              + " vault's new key could not be checked. Nothing was changed.");
    }
    KeyLoader.require(given.getFirst(), device.file().keyFingerprint());
  }

  private boolean isThisDevices(VaultKey key) {
    return key.fingerprint().value().equals(device.file().keyFingerprint());
  }

  /** The retired keys; none if the present key did not seal the object. */
  private static List<Retired> retired(VaultObject object, VaultKey present) {
    if (!object.isSealedBy(present)) {
      return List.of();
    }
    List<Retired> keys = new ArrayList<>();
    for (RetiredKey key : object.retired()) {
      keys.add(new Retired(identity(key, present), Set.copyOf(key.devices())));
    }
    return keys;
  }

  private static VaultKey identity(RetiredKey key, VaultKey present) {
    try {
      byte[] file = Base64.getDecoder().decode(key.identity());
      byte[] identity = AgeCipher.decrypt(present, file, MAX_IDENTITY_BYTES);
      return VaultKey.parse(new String(identity, StandardCharsets.US_ASCII));
    } catch (CipherException | KeyFormatException e) {
      throw new IllegalStateException("the vault object contains a malformed retired key", e);
    }
  }

  /** Overwrites every key in memory. */
  void destroy() {
    given.forEach(VaultKey::destroy);
    present.destroy();
    if (retired != null) {
      retired.forEach(one -> one.key().destroy());
    }
  }

  /** The retired keys of the vault, the latest first; {@code sync key rotate} hands them on. */
  public List<VaultKey> retiredKeys() throws BucketException, SyncException {
    return retired().stream().map(Retired::key).toList();
  }
}
