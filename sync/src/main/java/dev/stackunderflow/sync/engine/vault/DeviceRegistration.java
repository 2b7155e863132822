package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Writes down which device this is: common to {@code init} and {@code join}. */
public final class DeviceRegistration {

  private static final int MAX_LABEL = 60;

  private DeviceRegistration() {}

  /** A label that other devices accept and a terminal can show. */
  public static String label(String label) {
    String plain = label.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= MAX_LABEL ? plain : plain.substring(0, MAX_LABEL);
  }

  /**
   * Writes the device file, the replica's row and the store's row, in this order: after a crash
   * before the end, {@code init} finds the device again.
   */
  public static void write(Home home, DeviceFile device) throws IOException, SQLException {
    device.write(home);
    try (Replica replica = Replica.open(home.replica())) {
      name(replica, device);
    }
    try (Store store = Store.open(home.store())) {
      Optional<SyncState> known = store.syncState();
      if (known.isEmpty() || !known.get().deviceId().equals(device.deviceId())) {
        store.writeSyncState(
            SyncState.first(device.deviceId(), device.bucketUrl(), device.keyFingerprint()));
      }
    }
  }

  /** The ledger is of one device: another id starts with an empty one. */
  static void name(Replica replica, DeviceFile device) throws SQLException, IOException {
    if (!replica.thisDevice().deviceId().equals(device.deviceId())) {
      Sqlite.useTransaction(
          replica.connection(),
          () -> {
            new Ledger(replica).resetOwn();
            var published = new Published(replica);
            published.clear();
            published.changed();
            replica.nameThisDevice(device.deviceId(), device.label());
          });
    }
    replica.nameThisDevice(device.deviceId(), device.label());
  }
}
