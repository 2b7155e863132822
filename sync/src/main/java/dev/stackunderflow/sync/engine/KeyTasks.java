package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.KeyCheck;
import dev.stackunderflow.sync.RevealedKey;
import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** What {@code sync key} does. None of it changes anything in the bucket. */
public final class KeyTasks {

  private KeyTasks() {}

  /** The fingerprint of the vault's key; the key itself is not needed. */
  public static String fingerprint(Setting setting) throws SyncException, IOException {
    return OpenVault.requireDevice(setting).keyFingerprint();
  }

  /** The key, if it is there and is the vault's. */
  public static RevealedKey reveal(Setting setting) throws SyncException, IOException {
    DeviceFile device = OpenVault.requireDevice(setting);
    OpenVault.requireFull(device);
    VaultKey key = Keys.load(device.keySource(), setting.env(), device.keyFingerprint());
    return new RevealedKey(key.secret(), device.keyFingerprint(), device.bucketUrl());
  }

  /** Tries the key on the real objects: the vault object's seal, and every device's head. */
  public static KeyCheck check(Setting setting) throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        requireSeal(vault.requireFull());
        return checkHeads(vault);
      } catch (BucketException e) {
        throw Failures.of(e);
      }
    }
  }

  private static void requireSeal(OpenVault vault) throws SyncException, BucketException {
    VaultObject object =
        Vaults.find(vault.bucket())
            .orElseThrow(
                () ->
                    new SyncException.Tampered(
                        "The bucket holds no vault any more. Nothing was changed."));
    Vaults.require(object, vault.key());
  }

  private static KeyCheck checkHeads(OpenVault vault) throws SyncException, BucketException {
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

  private static boolean opens(OpenVault vault, String deviceId)
      throws SyncException, BucketException {
    try {
      PeerHead.fetch(vault, deviceId, null);
      return true;
    } catch (DeviceProblem e) {
      return false; // counted; a pull says what is wrong with it
    }
  }
}
