package dev.stackunderflow.sync.engine;

import dev.stackunderflow.core.Home;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.state.DeviceFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** What setting up and joining have in common. */
final class NewDevice {

  private static final int MAX_LABEL = 60;

  private NewDevice() {}

  /** A label that other devices accept and a terminal can show. */
  static String label(String label) {
    String plain = label.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= MAX_LABEL ? plain : plain.substring(0, MAX_LABEL);
  }

  /** The store's row last: a crash before it leaves a device that {@code init} finds again. */
  static void note(Home home, DeviceFile device) throws IOException, SQLException {
    device.write(home);
    try (Replica replica = Replica.open(home.replica())) {
      replica.nameThisDevice(device.deviceId(), device.label());
    }
    try (Store store = Store.open(home.store())) {
      Optional<SyncState> known = store.syncState();
      if (known.isEmpty() || !known.get().deviceId().equals(device.deviceId())) {
        store.writeSyncState(
            SyncState.first(device.deviceId(), device.bucketUrl(), device.keyFingerprint()));
      }
    }
  }
}
