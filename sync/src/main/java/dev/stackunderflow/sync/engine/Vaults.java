package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultObject;
import dev.stackunderflow.sync.wire.v1.WireException;
import java.util.Optional;

/** Reads the vault object of a bucket. */
final class Vaults {

  private Vaults() {}

  /** The vault object, or empty where the bucket holds none. Its seal is not checked here. */
  static Optional<VaultObject> find(Bucket bucket) throws BucketException, SyncException {
    Optional<Bucket.Content> content = bucket.get(Layout.VAULT, VaultObject.MAX_BYTES);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(VaultObject.decode(content.get().bytes()));
    } catch (WireException e) {
      throw e.isNewer()
          ? new SyncException.NewerFormat(e.getMessage())
          : new SyncException.Tampered(
              e.getMessage() + ". Nothing was changed. Is this the right bucket and prefix?");
    }
  }

  /** Makes sure that the key is the vault's, and that its holder made the object. */
  static void require(VaultObject vault, VaultKey key) throws SyncException {
    Keys.require(key, vault.keyFingerprint());
    if (!VaultSeal.verify(
        key, vault.vaultId(), vault.keyFingerprint(), vault.created(), vault.mac())) {
      throw new SyncException.Tampered(
          "The vault object in the bucket was not written with the vault's key: somebody else"
              + " changed it. Nothing was changed here.");
    }
  }
}
