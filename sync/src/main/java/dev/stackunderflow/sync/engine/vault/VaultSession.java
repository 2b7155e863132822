package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.key.Recipient;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Outbox;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.SyncLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that a push or a pull works with, opened together and closed together. */
public final class VaultSession implements AutoCloseable {

  private final SyncContext context;
  private final SyncLock lock;
  private final Store store;
  private final Replica replica;
  private final LocalDevice device;
  private final @Nullable KeyRing keys;
  private final List<String> notices;
  private final Outbox outbox;

  private VaultSession(
      SyncContext context,
      SyncLock lock,
      Store store,
      Replica replica,
      LocalDevice device,
      @Nullable KeyRing keys,
      List<String> notices) {
    this.context = context;
    this.lock = lock;
    this.store = store;
    this.replica = replica;
    this.device = device;
    this.keys = keys;
    this.notices = notices;
    this.outbox = new Outbox(context.home());
  }

  /**
   * Opens the vault and never repairs anything.
   *
   * @see #open(SyncContext, ReplicaRepair.Mode)
   */
  public static VaultSession open(SyncContext context)
      throws SyncException, IOException, SQLException {
    return open(context, ReplicaRepair.Mode.NONE);
  }

  /**
   * Takes the lock, checks the key, and opens the files. The bucket is opened beside it.
   *
   * @param context the home and everything else from outside
   * @param repair when to replace the replica with an empty one; a write-only device, which cannot
   *     rebuild it from the bucket, keeps it in any case
   * @throws SyncException if sync is not set up, the key is not the vault's, or another sync runs
   */
  public static VaultSession open(SyncContext context, ReplicaRepair.Mode repair)
      throws SyncException, IOException, SQLException {
    Home home = context.home();
    DeviceFile file = requireDevice(context);
    var bucket = new BucketOpening(() -> openBucket(context, file));
    SyncLock lock = null;
    Store store = null;
    Replica replica = null;
    VaultSession session = null;
    try {
      List<VaultKey> given =
          file.isWriteOnly() ? List.of() : KeyLoader.findAny(file, context.env());
      lock = SyncLock.take(home);
      store = Store.open(home.store());
      ReplicaRepair.Opened opened =
          ReplicaRepair.open(context, file.isWriteOnly() ? ReplicaRepair.Mode.NONE : repair);
      replica = opened.replica();
      DeviceRegistration.name(replica, file);
      var device = new LocalDevice(context, file, replica, bucket);
      KeyRing keys = file.isWriteOnly() ? null : KeyRing.open(device, given);
      session = new VaultSession(context, lock, store, replica, device, keys, opened.notices());
      return session;
    } finally {
      if (session == null) {
        close(bucket, replica, store, lock);
      }
    }
  }

  private static Bucket openBucket(SyncContext context, DeviceFile file) throws BucketException {
    return context.openBucket(
        BucketUrl.parse(file.bucketUrl(), file.allowHttp()), file.profile(), file.allowHttp());
  }

  /** Closes the files of a vault that was not opened; its bucket counts no requests. */
  private static void close(
      BucketOpening bucket,
      @Nullable Replica replica,
      @Nullable Store store,
      @Nullable SyncLock lock)
      throws SQLException, IOException {
    try (lock;
        store;
        replica;
        bucket) {}
  }

  /** This device, which must have been set up. */
  public static DeviceFile requireDevice(SyncContext context) throws SyncException, IOException {
    return DeviceFile.read(context.home())
        .orElseThrow(
            () ->
                new SyncException.NotConfigured(
                    "Sync is not set up here. To set it up: stackunderflow sync init"));
  }

  /** The bucket; it is closed with this session. */
  public Bucket bucket() throws BucketException {
    return device.bucket();
  }

  public SyncContext context() {
    return context;
  }

  /** This device as it is now; its id and key can change during a push. */
  public DeviceFile device() {
    return device.file();
  }

  /** Continues under another identity. */
  public void become(DeviceFile other) throws IOException, SQLException {
    device.become(other);
  }

  /** Records another place to load the vault's key from. */
  public void setKeySource(String keySource) throws IOException {
    device.setKey(key(), keySource);
  }

  /** The keys; the caller has called {@link #requireFull} before. */
  public KeyRing keys() {
    return Objects.requireNonNull(keys);
  }

  /** The vault's key; the caller has called {@link #requireFull} before. */
  public VaultKey key() {
    return keys().present();
  }

  /**
   * Decrypts and decompresses an object of the vault, also one under a retired key.
   *
   * @param object the object as stored
   * @param maxPlaintextBytes the largest content that is accepted
   * @throws CipherException if no key of the vault opens it
   */
  public KeyRing.Opened open(byte[] object, long maxPlaintextBytes)
      throws CipherException, BucketException, SyncException {
    return keys().open(object, maxPlaintextBytes);
  }

  /**
   * Compresses content and encrypts it for the vault.
   *
   * @return the object as it is stored
   * @throws IOException if it cannot be encrypted
   */
  public byte[] seal(byte[] plaintext) throws IOException {
    Recipient recipient =
        keys == null
            ? new Recipient(Objects.requireNonNull(device().recipient()))
            : keys.present().recipient();
    try {
      return SealedObject.seal(recipient, plaintext);
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whether this device can only add to the vault. */
  public boolean isWriteOnly() {
    return device().isWriteOnly();
  }

  /**
   * Makes sure that this device can read.
   *
   * @return this session
   * @throws SyncException.WrongKey if it cannot
   */
  public VaultSession requireFull() throws SyncException {
    requireFull(device());
    return this;
  }

  /**
   * Makes sure that a device has the vault's key.
   *
   * @throws SyncException.WrongKey if it is a write-only device
   */
  public static void requireFull(DeviceFile device) throws SyncException {
    if (device.isWriteOnly()) {
      throw new SyncException.WrongKey(
          "This device was invited to add to the vault; it has no key and cannot read. Nothing was"
              + " changed. Use one of your other devices for this. This device can:"
              + " stackunderflow sync push");
    }
  }

  public Store store() {
    return store;
  }

  public Replica replica() {
    return replica;
  }

  /** What this device has published. */
  public Published published() {
    return new Published(replica);
  }

  public Ledger ledger() {
    return device.ledger();
  }

  public Outbox outbox() {
    return outbox;
  }

  /** What was repaired when this session was opened, in words. */
  public List<String> notices() {
    return notices;
  }

  /** Requests made so far; 0 if the bucket was not needed. */
  public long requests() {
    return device.requests();
  }

  /** The time in whole milliseconds. */
  public Instant now() {
    return context.now();
  }

  /**
   * Updates the store's row of {@code sync_state}.
   *
   * @param synced whether a push or pull has just succeeded
   * @param conflicts the number of conflicts; null to keep the number there
   */
  public void writeState(boolean synced, @Nullable Long conflicts)
      throws SQLException, IOException {
    DeviceFile file = device();
    SyncState before =
        store
            .syncState()
            .orElse(SyncState.first(file.deviceId(), file.bucketUrl(), file.keyFingerprint()));
    OwnHead own = ledger().ownHead().current();
    store.writeSyncState(
        new SyncState(
            file.deviceId(),
            file.bucketUrl(),
            synced ? now().toString() : before.lastSyncTs(),
            own.generation() == 0 ? null : Long.valueOf(own.scannedId()),
            file.keyFingerprint(),
            replica.maxId(),
            conflicts == null ? before.conflictCount() : conflicts));
  }

  /** Removes a device's events from the replica, and its head from the ledger. */
  public void removeEventsOf(String deviceId) throws SQLException {
    replica.remove(deviceId);
    ledger().peers().remove(deviceId);
    ledger().claims().remove(deviceId);
  }

  @Override
  public void close() throws SQLException, IOException {
    try (lock;
        store;
        replica;
        device) {
      if (keys != null) {
        keys.destroy();
      }
    }
  }
}
