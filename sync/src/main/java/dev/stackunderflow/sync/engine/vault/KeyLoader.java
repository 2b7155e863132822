package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.KeyFormatException;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import java.util.List;
import java.util.Map;

/** Loads keys from a key source, and makes sure that one is the vault's. */
public final class KeyLoader {

  private KeyLoader() {}

  /**
   * Loads the keys of a key source.
   *
   * @return the keys; none if the source is empty
   * @throws SyncException.WrongKey if its content is not a key, or cannot be read
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
   * Loads the keys of a device's key source: the vault's key, or one that replaced it.
   *
   * @return at least one
   * @throws SyncException.WrongKey if the source is empty
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
   * @throws SyncException.WrongKey if the source does not contain it
   */
  public static VaultKey load(String keySource, Map<String, String> env, String fingerprint)
      throws SyncException {
    List<VaultKey> keys = find(keySource, env);
    if (keys.isEmpty()) {
      throw missing(keySource, fingerprint);
    }
    return choose(keys, fingerprint);
  }

  /** The key with this fingerprint. */
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
