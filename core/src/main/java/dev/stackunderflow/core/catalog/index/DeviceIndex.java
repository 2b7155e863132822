package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.replica.DeviceLabels;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the catalog's table of devices up to date with the replica. */
final class DeviceIndex {

  private final Connection db;
  private final @Nullable Replica replica;
  private final Marks marks;

  DeviceIndex(Connection db, @Nullable Replica replica, Marks marks) {
    this.db = db;
    this.replica = replica;
    this.marks = marks;
  }

  /** Writes the present ids and labels; labels that several devices share are told apart. */
  void update() throws SQLException {
    String known = Sqlite.text(db, "SELECT device_id FROM device WHERE source = 0");
    Replica.Device own =
        replica == null ? new Replica.Device(0, "this", "this", 0, false) : replica.thisDevice();
    List<Replica.Device> all = new ArrayList<>(List.of(own));
    if (replica != null) {
      for (Replica.Device device : replica.devices()) {
        if (!device.deviceId().equals(own.deviceId())) {
          all.add(device);
        }
      }
    }
    for (Replica.Device device : all) {
      boolean isShared =
          all.stream().filter(other -> other.label().equals(device.label())).count() > 1;
      name(
          device,
          isShared ? DeviceLabels.withId(device.label(), device.deviceId()) : device.label());
    }
    if (replica != null) {
      marks.put(Marks.DEVICES, state(replica));
    }
    if (known != null && !known.equals(own.deviceId())) {
      // The winner of a conflict depends on the device's id, so every shared cell is decided again;
      // and under its new id this device publishes everything again.
      Sqlite.execute(db, Visibility.TOUCH_ALL_CELLS);
      Sqlite.update(db, "UPDATE entry SET stamp = ? WHERE source = 0", PublishStamps.NOT_YET);
      marks.put(Marks.PUBLISHED_GENERATION, "0");
    }
  }

  /** Removes devices that were removed from the vault. */
  void removeDeleted(EntryWriter entries) throws SQLException {
    Set<Long> present = new HashSet<>();
    if (replica != null) {
      replica.devices().forEach(device -> present.add(device.id()));
    }
    for (long source : numbers("SELECT source FROM device WHERE source > 0")) {
      if (!present.contains(source)) {
        for (long session : numbers("SELECT id FROM session WHERE source = " + source)) {
          entries.removeOthers(session, Set.of());
        }
        for (String table : List.of("session", "project", "device", "set_aside")) {
          Sqlite.execute(db, "DELETE FROM " + table + " WHERE source = " + source);
        }
      }
    }
  }

  private List<Long> numbers(String sql) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (var select = db.prepareStatement(sql);
        var row = select.executeQuery()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  private void name(Replica.Device device, String label) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO device VALUES (?, ?, ?, ?)",
        device.id(),
        device.deviceId(),
        label,
        device.writeOnly() ? 1 : 0);
  }

  /** Changes when a device is new or renamed, or this one has published something. */
  static String state(Replica replica) throws SQLException {
    Replica.Device own = replica.thisDevice();
    var names = new StringBuilder(own.deviceId()).append(' ').append(own.label());
    names.append(' ').append(own.merged()).append(' ').append(own.writeOnly());
    for (Replica.Device device : replica.devices()) {
      names.append('\n').append(device.deviceId()).append(' ').append(device.label());
    }
    return names.toString();
  }
}
