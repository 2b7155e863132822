package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** This device's identity, which can change while a vault is open, and its bucket. */
final class LocalDevice implements AutoCloseable {

  private final SyncContext context;
  private final Replica replica;
  private final Ledger ledger;
  private final BucketOpening opening;
  private DeviceFile file;
  private @Nullable Bucket bucket;

  /**
   * A device.
   *
   * @param opening its bucket, closed with it
   */
  LocalDevice(SyncContext context, DeviceFile file, Replica replica, BucketOpening opening) {
    this.context = context;
    this.file = file;
    this.replica = replica;
    this.ledger = new Ledger(replica);
    this.opening = opening;
  }

  DeviceFile file() {
    return file;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The device's bucket. */
  Bucket bucket() throws BucketException {
    if (bucket == null) {
      bucket = opening.bucket().with(file.conditionalWrites());
    }
    return bucket;
  }

  /** Requests made so far; 0 if the bucket was not needed. */
  long requests() {
    return bucket == null ? 0 : bucket.requests().total();
  }

  /** Continues under another identity. */
  void become(DeviceFile other) throws IOException, SQLException {
    other.write(context.home());
    DeviceRegistration.name(replica, other);
    file = other;
  }

  /** Records that another key is the vault's; a later push re-encrypts the present objects. */
  void switchKey(VaultKey next, String keySource) throws SyncException {
    try {
      ledger.ownHead().recordSealingKey(file.keyFingerprint());
      // Else a power cut could leave the new key here, and queued segments under the old one.
      DurableFiles.syncDatabases(context.home());
      setKey(next, keySource);
    } catch (SQLException | IOException e) {
      throw new SyncException.Unexpected(e.getMessage(), e);
    }
  }

  /** Records the vault's key and where to load it from. */
  void setKey(VaultKey key, String keySource) throws IOException {
    file = file.withKey(key, keySource);
    file.write(context.home());
  }

  /** Counts the requests and closes the bucket. */
  @Override
  public void close() throws SQLException {
    try (opening) {
      Bucket used = bucket;
      if (used != null) {
        var day = context.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        for (var count : used.requests().byKind().entrySet()) {
          ledger.requests().add(day, count.getKey(), count.getValue());
        }
      }
    }
  }
}
