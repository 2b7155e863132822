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
 * The vault's key, and those that it replaced: they open what has not moved yet. The retired ones
 * are in the vault object, sealed for the present one; they are fetched when something does not
 * open, and are never written to the disk.
 */
public final class KeyRing {

  private static final int MAX_IDENTITY_BYTES = 4096;

  private final VaultSession vault;
  private final List<VaultKey> given;
  private VaultKey present;
  private @Nullable List<Retired> retired;

  /**
   * A ring of what the key source holds.
   *
   * @param vault the open vault
   * @param given every key in the source, at least one
   * @throws SyncException.WrongKey if none is the vault's, nor its successor
   */
  KeyRing(VaultSession vault, List<VaultKey> given) throws SyncException {
    this.vault = vault;
    this.given = given;
    this.present = given.getFirst();
    Optional<VaultKey> known = named(vault.device().keyFingerprint());
    if (known.isPresent()) {
      this.present = known.get();
    } else {
      followOrRefuse();
    }
  }

  private record Retired(VaultKey key, Set<String> devices) {}

  /**
   * What an object held.
   *
   * @param plaintext its content
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
   * @throws SyncException.WrongKey if the vault's key was replaced, and the new one is not here
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
   * Opens an object with the keys that are known here by now; makes no request.
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
          // the next one
        }
      }
      throw e;
    }
  }

  /** Whether a device may still write under a key: under a retired one only if it did before. */
  boolean mayWrite(String deviceId, VaultKey key) throws BucketException, SyncException {
    if (key == present) {
      return true;
    }
    for (Retired one : retired()) {
      if (one.key() == key) {
        return one.devices().contains(deviceId);
      }
    }
    return false;
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
      }
    }
    return retired;
  }

  /** The vault object, if it is this vault's; a damaged one is not followed. */
  private Optional<VaultObject> vaultObject() throws BucketException, SyncException {
    try {
      return VaultReader.find(vault.bucket())
          .filter(object -> object.vaultId().equals(vault.device().vaultId()));
    } catch (SyncException.Tampered e) {
      return Optional.empty(); // whatever does not open is reported on its own
    }
  }

  /**
   * Goes on with the key that the vault object names, if it is another one and the successor of the
   * present one by that one's own word.
   *
   * @throws SyncException.WrongKey if it is, and is not here
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
      return; // another vault, or somebody's invention
    }
    VaultKey next =
        named(object.keyFingerprint())
            .filter(object::isSealedBy)
            .orElseThrow(() -> replaced(object, old.get().retiredAt()));
    goOnWith(next, vault.device().keySource());
  }

  /**
   * Makes another key the vault's present one, here.
   *
   * @param next the key
   * @param keySource where this device looks for it from now on
   */
  public void goOnWith(VaultKey next, String keySource) throws SyncException {
    present = next;
    retired = null;
    vault.noteKey(next, keySource);
  }

  private SyncException replaced(VaultObject object, String when) {
    return new SyncException.WrongKey(
        "One of your devices replaced the vault's key on "
            + when
            + ". Nothing was changed here, and nothing is lost. The new key's fingerprint:\n  "
            + object.keyFingerprint()
            + "\nPut the new key into "
            + KeySource.parse(vault.device().keySource()).describe()
            + " in place of the old one, and run: stackunderflow sync now");
  }

  /** The source holds only keys that this device does not know: is one the vault's by now? */
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
            goOnWith(next.get(), vault.device().keySource());
            return;
          }
        }
      }
    } catch (BucketException e) {
      throw BucketFailures.of(
          e,
          " The key given is not the one that this device knows; whether it has replaced that one"
              + " could not be asked. Nothing was changed.");
    }
    KeyLoader.require(given.getFirst(), vault.device().keyFingerprint());
  }

  private boolean isThisDevices(VaultKey key) {
    return key.fingerprint().value().equals(vault.device().keyFingerprint());
  }

  /** The retired keys, none if it was not the present one that sealed the object. */
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
      throw new IllegalStateException("the vault object was sealed with a key that is none", e);
    }
  }

  /** Wipes every key from memory. */
  void destroy() {
    given.forEach(VaultKey::destroy);
    present.destroy();
    if (retired != null) {
      retired.forEach(one -> one.key().destroy());
    }
  }

  /** The retired keys of a vault whose present key this is, as {@code sync key rotate} needs. */
  public List<VaultKey> retiredKeys() throws BucketException, SyncException {
    return retired().stream().map(Retired::key).toList();
  }
}
