package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.KeyFormatException;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import java.util.List;
import java.util.Map;

/** Loads the vault's key and makes sure that it is the vault's. */
public final class KeyLoader {

  private KeyLoader() {}

  /**
   * Loads the keys from where they were said to be.
   *
   * @return the keys, none where the source holds none
   * @throws SyncException.WrongKey if what it holds is no key
   */
  public static List<VaultKey> find(String keySource, Map<String, String> env)
      throws SyncException {
    try {
      return KeySource.parse(keySource).load(env);
    } catch (KeyFormatException | KeyUnavailableException e) {
      throw new SyncException.WrongKey(e.getMessage() + " Nothing was changed.");
    } catch (IllegalArgumentException e) {
      throw new SyncException.Usage(e.getMessage());
    }
  }

  /**
   * Loads what the device's key source holds: the vault's key, or perhaps one that replaced it.
   *
   * @return at least one
   * @throws SyncException.WrongKey if there is none
   */
  static List<VaultKey> findAny(DeviceFile device, Map<String, String> env) throws SyncException {
    List<VaultKey> keys = find(device.keySource(), env);
    if (keys.isEmpty()) {
      throw missing(device.keySource(), device.keyFingerprint());
    }
    return keys;
  }

  private static SyncException missing(String keySource, String fingerprint) {
    return new SyncException.WrongKey(
        "The vault's key is not in "
            + KeySource.parse(keySource).describe()
            + ". Nothing was changed. Put the key with the fingerprint "
            + fingerprint
            + " there and run the command again.");
  }

  /**
   * Loads the key with this fingerprint.
   *
   * @throws SyncException.WrongKey if there is none, or only others
   */
  public static VaultKey load(String keySource, Map<String, String> env, String fingerprint)
      throws SyncException {
    List<VaultKey> keys = find(keySource, env);
    if (keys.isEmpty()) {
      throw missing(keySource, fingerprint);
    }
    return choose(keys, fingerprint);
  }

  /** The one with this fingerprint. */
  public static VaultKey choose(List<VaultKey> keys, String fingerprint) throws SyncException {
    for (VaultKey key : keys) {
      if (key.fingerprint().value().equals(fingerprint)) {
        return key;
      }
    }
    require(keys.getFirst(), fingerprint);
    return keys.getFirst();
  }

  /** Makes sure that the key has this fingerprint. */
  public static void require(VaultKey key, String fingerprint) throws SyncException {
    if (!key.fingerprint().value().equals(fingerprint)) {
      throw new SyncException.WrongKey(
          "This is not the vault's key.\n"
              + "  the vault's key: "
              + fingerprint
              + "\n  the key given:   "
              + key.fingerprint().value()
              + "\nNothing was changed, here or in the bucket. Use the vault's key.");
    }
  }
}
