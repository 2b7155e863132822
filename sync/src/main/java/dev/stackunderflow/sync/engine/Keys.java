package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.key.KeyFormatException;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.VaultKey;
import java.util.Map;
import java.util.Optional;

/** Loads the vault's key and makes sure that it is the vault's. */
final class Keys {

  private Keys() {}

  /**
   * Loads the key from where it was said to be.
   *
   * @return the key, or empty where the source holds none
   * @throws SyncException.WrongKey if what it holds is no key
   */
  static Optional<VaultKey> find(String keySource, Map<String, String> env) throws SyncException {
    try {
      return KeySource.parse(keySource).load(env);
    } catch (KeyFormatException | KeyUnavailableException e) {
      throw new SyncException.WrongKey(e.getMessage() + " Nothing was changed.");
    } catch (IllegalArgumentException e) {
      throw new SyncException.Usage(e.getMessage());
    }
  }

  /**
   * Loads the key with this fingerprint.
   *
   * @throws SyncException.WrongKey if there is none, or it has another fingerprint
   */
  static VaultKey load(String keySource, Map<String, String> env, String fingerprint)
      throws SyncException {
    VaultKey key =
        find(keySource, env)
            .orElseThrow(
                () ->
                    new SyncException.WrongKey(
                        "The vault's key is not in "
                            + KeySource.parse(keySource).describe()
                            + ". Nothing was changed. Put the key with the fingerprint "
                            + fingerprint
                            + " there and run the command again."));
    require(key, fingerprint);
    return key;
  }

  /** Makes sure that the key has this fingerprint. */
  static void require(VaultKey key, String fingerprint) throws SyncException {
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
