package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.KeyBackup;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code sync key} does. None of it changes the bucket. */
public final class KeyOperations {

  private KeyOperations() {}

  /** The fingerprint of the vault's key; the key itself is not needed. */
  public static String fingerprint(SyncContext context) throws SyncException, IOException {
    return VaultSession.requireDevice(context).keyFingerprint();
  }

  /** The vault's key, from the key source. */
  public static RevealedKey reveal(SyncContext context) throws SyncException, IOException {
    DeviceFile device = VaultSession.requireDevice(context);
    VaultSession.requireFull(device);
    VaultKey key = KeyLoader.load(device.keySource(), context.env(), device.keyFingerprint());
    return new RevealedKey(key.secret(), device.keyFingerprint(), device.bucketUrl());
  }

  /** Records that the vault's key was backed up now; returns when that was. */
  public static Instant recordBackup(SyncContext context) throws SyncException, IOException {
    Instant now = context.clock().instant();
    KeyBackup.record(context.home(), now, fingerprint(context));
    return now;
  }

  /** Tests the key on the vault object's seal and on every device's head. */
  public static KeyCheck check(SyncContext context)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        requireSeal(vault.requireFull());
        return checkHeads(vault);
      } catch (BucketException e) {
        throw BucketFailures.of(e);
      }
    }
  }

  private static void requireSeal(VaultSession vault) throws SyncException, BucketException {
    VaultObject object = VaultReader.find(vault.bucket()).orElseThrow(VaultReader::missing);
    VaultReader.require(object, vault.key());
  }

  private static KeyCheck checkHeads(VaultSession vault)
      throws SyncException, BucketException, SQLException {
    var heads = new HeadReader(vault);
    int opened = 0;
    Set<String> devices = heads.list().keySet();
    Map<String, Peer> known = vault.ledger().peers().all();
    for (String device : devices) {
      opened += opens(heads, device, known.get(device)) ? 1 : 0;
    }
    return new KeyCheck(vault.device().keyFingerprint(), devices.size(), opened);
  }

  private static boolean opens(HeadReader heads, String deviceId, @Nullable Peer known)
      throws SyncException, BucketException {
    try {
      heads.fetchAnyState(deviceId, known);
      return true;
    } catch (DeviceRejectedException e) {
      return false; // a pull reports the reason
    }
  }
}
