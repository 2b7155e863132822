package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** What {@code sync key} does. None of it changes anything in the bucket. */
public final class KeyOperations {

  private KeyOperations() {}

  /** The fingerprint of the vault's key; the key itself is not needed. */
  public static String fingerprint(SyncContext setting) throws SyncException, IOException {
    return VaultSession.requireDevice(setting).keyFingerprint();
  }

  /** The key, if it is there and is the vault's. */
  public static RevealedKey reveal(SyncContext setting) throws SyncException, IOException {
    DeviceFile device = VaultSession.requireDevice(setting);
    VaultSession.requireFull(device);
    VaultKey key = KeyLoader.load(device.keySource(), setting.env(), device.keyFingerprint());
    return new RevealedKey(key.secret(), device.keyFingerprint(), device.bucketUrl());
  }

  /** Tries the key on the real objects: the vault object's seal, and every device's head. */
  public static KeyCheck check(SyncContext setting)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        requireSeal(vault.requireFull());
        return checkHeads(vault);
      } catch (BucketException e) {
        throw BucketFailures.of(e);
      }
    }
  }

  private static void requireSeal(VaultSession vault) throws SyncException, BucketException {
    VaultObject object =
        VaultReader.find(vault.bucket())
            .orElseThrow(
                () ->
                    new SyncException.Tampered(
                        "The bucket holds no vault any more. Nothing was changed."));
    VaultReader.require(object, vault.key());
  }

  private static KeyCheck checkHeads(VaultSession vault) throws SyncException, BucketException {
    int devices = 0;
    int opened = 0;
    for (Bucket.Entry entry : vault.bucket().list(Layout.HEADS)) {
      Optional<String> device = Layout.deviceOfHead(entry.key());
      if (device.isPresent()) {
        devices++;
        opened += opens(vault, device.get()) ? 1 : 0;
      }
    }
    return new KeyCheck(vault.device().keyFingerprint(), devices, opened);
  }

  private static boolean opens(VaultSession vault, String deviceId)
      throws SyncException, BucketException {
    try {
      PeerHead.fetch(vault, deviceId, null);
      return true;
    } catch (DeviceRejectedException e) {
      return false; // counted; a pull says what is wrong with it
    }
  }
}
