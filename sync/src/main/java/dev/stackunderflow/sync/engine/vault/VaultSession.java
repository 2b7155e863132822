package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketOptions;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.Recipient;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Outbox;
import dev.stackunderflow.sync.state.SyncLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that a push or a pull works with, opened together and closed together. */
public final class VaultSession implements AutoCloseable {

  private final SyncContext setting;
  private final SyncLock lock;
  private final @Nullable KeyRing keys;
  private final Store store;
  private final Replica replica;
  private final Ledger ledger;
  private final Outbox outbox;
  private final List<String> notices = new ArrayList<>();
  private DeviceFile device;
  private @Nullable Bucket bucket;

  private VaultSession(
      SyncContext setting,
      SyncLock lock,
      DeviceFile device,
      List<VaultKey> given,
      Store store,
      Replica replica)
      throws SyncException, SQLException {
    this.setting = setting;
    this.lock = lock;
    this.device = device;
    this.store = store;
    this.replica = replica;
    this.ledger = new Ledger(replica);
    this.outbox = new Outbox(setting.home());
    this.keys = device.isWriteOnly() ? null : new KeyRing(this, given);
  }

  /**
   * Takes the lock, checks the key, and opens the files. The bucket is opened at its first use.
   *
   * @throws SyncException if sync is not set up, the key is not the vault's, or another sync runs
   */
  public static VaultSession open(SyncContext setting)
      throws SyncException, IOException, SQLException {
    return open(setting, Mend.NOTHING);
  }

  /** When a damaged replica is set aside. */
  public enum Mend {
    /** Never. */
    NOTHING,
    /** Where it does not open. */
    WHAT_DOES_NOT_OPEN,
    /** Where any part of it is damaged, which takes reading all of it. */
    WHAT_IS_DAMAGED
  }

  /**
   * The same, and a damaged replica is set aside: a new one is filled from the bucket. What this
   * device had published is not known any more then, so it goes on as a copied device does.
   */
  public static VaultSession open(SyncContext setting, Mend mend)
      throws SyncException, IOException, SQLException {
    Home home = setting.home();
    DeviceFile device = requireDevice(setting);
    List<VaultKey> given =
        device.isWriteOnly() ? List.of() : KeyLoader.findAny(device, setting.env());
    SyncLock lock = SyncLock.take(home);
    Store store = null;
    Replica replica = null;
    VaultSession open = null;
    try {
      store = Store.open(home.store());
      Mended mended = openReplica(setting, device.isWriteOnly() ? Mend.NOTHING : mend);
      replica = mended.replica();
      DeviceRegistration.name(replica, device);
      open = new VaultSession(setting, lock, device, given, store, replica);
      open.notices.addAll(mended.notices());
      return open;
    } finally {
      if (open == null) {
        close(replica, store, lock);
      }
    }
  }

  private record Mended(Replica replica, List<String> notices) {}

  private static Mended openReplica(SyncContext setting, Mend mend)
      throws SQLException, IOException {
    Path file = setting.home().replica();
    try {
      Replica replica = Replica.open(file);
      if (mend != Mend.WHAT_IS_DAMAGED || replica.isSound()) {
        return new Mended(replica, List.of());
      }
      replica.close();
    } catch (SQLException e) {
      if (mend == Mend.NOTHING || !Sqlite.isDamage(e)) {
        throw e;
      }
    }
    String aside =
        file.getFileName() + ".damaged-" + setting.clock().instant().toString().replace(':', '-');
    for (Path part : SqliteFiles.all(file)) {
      if (Files.exists(part)) {
        String suffix = part.toString().substring(file.toString().length());
        Files.move(part, file.resolveSibling(aside + suffix));
      }
    }
    return new Mended(
        Replica.open(file),
        List.of(
            "The database of what your devices published, "
                + file
                + ", was damaged. It is kept as "
                + aside
                + ", and made anew from the bucket. Nothing is lost: your own events are in the"
                + " store. As what had been sent is not known any more, this machine goes on as a new"
                + " device of the vault and sends its store once more; what both hold counts once."));
  }

  private static void close(@Nullable Replica replica, @Nullable Store store, SyncLock lock)
      throws SQLException, IOException {
    try (lock;
        store;
        replica) {
      // Closed in reverse order, each even if another fails.
    }
  }

  /** This device, which must have been set up. */
  public static DeviceFile requireDevice(SyncContext setting) throws SyncException, IOException {
    return DeviceFile.read(setting.home())
        .orElseThrow(
            () ->
                new SyncException.NotConfigured(
                    "Sync is not set up here. Set it up with:\n"
                        + "  stackunderflow sync init --bucket s3://BUCKET"
                        + " --key-from-env STACKUNDERFLOW_KEY"));
  }

  public Bucket bucket() throws BucketException {
    if (bucket == null) {
      bucket =
          setting
              .buckets()
              .open(
                  BucketUrl.parse(device.bucketUrl(), device.allowHttp()),
                  new BucketOptions(device.profile(), device.allowHttp()),
                  setting.env());
    }
    return bucket;
  }

  public SyncContext setting() {
    return setting;
  }

  public DeviceFile device() {
    return device;
  }

  /** Goes on as another device. */
  public void become(DeviceFile other) throws IOException, SQLException {
    other.write(setting.home());
    DeviceRegistration.name(replica, other);
    device = other;
  }

  /** Remembers that another key is the vault's; what is under the old one is moved later. */
  void noteKey(VaultKey next, String keySource) throws SyncException {
    try {
      ledger.keyChanges(device.keyFingerprint());
      device = device.withKey(next, keySource);
      device.write(setting.home());
    } catch (SQLException | IOException e) {
      throw new SyncException.Unexpected(e.getMessage(), e);
    }
  }

  /** Remembers another place of the key. */
  public void lookForKeyIn(String keySource) throws IOException {
    device = device.withKey(key(), keySource);
    device.write(setting.home());
  }

  /** The keys; a caller that needs them has called {@link #requireFull} before. */
  public KeyRing keys() {
    return Objects.requireNonNull(keys);
  }

  /** The vault's key; a caller that needs it has called {@link #requireFull} before. */
  public VaultKey key() {
    return keys().present();
  }

  /** Opens an object of the vault, also one that has not moved to its present key. */
  public KeyRing.Opened open(byte[] object, long maxPlaintextBytes)
      throws CipherException, BucketException, SyncException {
    return keys().open(object, maxPlaintextBytes);
  }

  /** What is sealed for the vault is sealed for this. */
  public Recipient recipient() {
    return keys == null
        ? new Recipient(Objects.requireNonNull(device.recipient()))
        : keys.present().recipient();
  }

  /** Whether this device may add to the vault and can read nothing of it. */
  public boolean isWriteOnly() {
    return device.isWriteOnly();
  }

  /** For what needs to read. */
  public VaultSession requireFull() throws SyncException {
    requireFull(device);
    return this;
  }

  /** For what needs the vault's key. */
  public static void requireFull(DeviceFile device) throws SyncException {
    if (device.isWriteOnly()) {
      throw new SyncException.WrongKey(
          "This device was invited to add to the vault; it has no key and can read nothing of it."
              + " Use one of your other devices for this. What it can do: stackunderflow sync push");
    }
  }

  public Store store() {
    return store;
  }

  public Replica replica() {
    return replica;
  }

  public Published published() {
    return new Published(replica);
  }

  public Ledger ledger() {
    return ledger;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** What the user should know of the opening, in words. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Requests made so far, 0 where the bucket was not needed. */
  public long requests() {
    return bucket == null ? 0 : bucket.requests().total();
  }

  /** Now, in whole milliseconds, as {@code 2026-11-23T18:06:41.123Z}. */
  public Instant now() {
    return setting.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Writes the row of {@code sync_state} anew from what is known. */
  public void noteState(boolean synced, @Nullable Long conflicts) throws SQLException, IOException {
    SyncState before =
        store
            .syncState()
            .orElse(
                SyncState.first(device.deviceId(), device.bucketUrl(), device.keyFingerprint()));
    Ledger.OwnHead own = ledger.ownHead();
    store.writeSyncState(
        new SyncState(
            device.deviceId(),
            device.bucketUrl(),
            synced ? now().toString() : before.lastSyncTs(),
            own.generation() == 0 ? null : Long.valueOf(own.scannedId()),
            device.keyFingerprint(),
            replica.maxId(),
            conflicts == null ? before.conflictCount() : conflicts));
  }

  @Override
  public void close() throws SQLException, IOException {
    try (lock;
        store;
        replica;
        Bucket used = bucket) {
      if (keys != null) {
        keys.destroy();
      }
      if (used != null) {
        countRequests(used);
      }
    }
  }

  private void countRequests(Bucket used) throws SQLException {
    String day = setting.clock().instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    for (var count : used.requests().byKind().entrySet()) {
      ledger.countRequests(day, count.getKey(), count.getValue());
    }
  }

  /**
   * Removes the events of a removed or rejected device from the replica, and what is noted of it.
   */
  public void removeEventsOf(String deviceId) throws SQLException {
    replica.remove(deviceId);
    ledger.forget(deviceId);
  }
}
