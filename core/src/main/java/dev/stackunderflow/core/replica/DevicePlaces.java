package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Folder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the other devices' home folders and repositories are, as their heads say. The tables are
 * made when they are first written: a replica of an earlier version lacks them.
 */
public final class DevicePlaces {

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS device_home (
            device  INTEGER PRIMARY KEY REFERENCES device(id) ON DELETE CASCADE,
            path    TEXT NOT NULL
          )
          """,
          """
          CREATE TABLE IF NOT EXISTS device_folder (
            device     INTEGER NOT NULL REFERENCES device(id) ON DELETE CASCADE,
            path       TEXT NOT NULL,
            remote     TEXT NOT NULL,
            within     TEXT NOT NULL,
            is_linked  INTEGER NOT NULL,
            PRIMARY KEY (device, path)
          ) WITHOUT ROWID
          """);

  private final Connection db;

  public DevicePlaces(Replica replica) {
    this.db = replica.connection();
  }

  /**
   * Takes the place of what is known of a device, inside the caller's transaction.
   *
   * @param deviceId the device's random UUID; it must be in the replica
   * @param home its home folder; empty where it does not say
   * @param folders the folders of its projects that are in a repository with a name
   */
  public void put(String deviceId, String home, List<Folder> folders) throws SQLException {
    for (String table : TABLES) {
      Sqlite.execute(db, table);
    }
    long device = Sqlite.number(db, "SELECT id FROM device WHERE device_id = ?", deviceId);
    Sqlite.update(db, "DELETE FROM device_home WHERE device = ?", device);
    Sqlite.update(db, "DELETE FROM device_folder WHERE device = ?", device);
    if (!home.isEmpty()) {
      Sqlite.update(db, "INSERT INTO device_home VALUES (?, ?)", device, home);
    }
    for (Folder folder : folders) {
      Sqlite.update(
          db,
          "INSERT OR REPLACE INTO device_folder VALUES (?, ?, ?, ?, ?)",
          device,
          folder.path(),
          folder.remote(),
          folder.within(),
          folder.isLinked() ? 1 : 0);
    }
  }

  private boolean areThere() throws SQLException {
    return Sqlite.number(
            db, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'device_home'")
        == 1;
  }

  /** The home folders by the row ids of the devices; none where a device does not say. */
  public Map<Long, String> homes() throws SQLException {
    Map<Long, String> homes = new HashMap<>();
    if (areThere()) {
      try (PreparedStatement select = db.prepareStatement("SELECT device, path FROM device_home");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          homes.put(row.getLong(1), row.getString(2));
        }
      }
    }
    return homes;
  }

  /** The folders in repositories, by the row ids of the devices and by path. */
  public Map<Long, Map<String, Folder>> folders() throws SQLException {
    Map<Long, Map<String, Folder>> folders = new HashMap<>();
    if (areThere()) {
      try (PreparedStatement select =
              db.prepareStatement(
                  "SELECT device, path, remote, within, is_linked FROM device_folder");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var folder =
              new Folder(row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5));
          folders.computeIfAbsent(row.getLong(1), _ -> new HashMap<>()).put(folder.path(), folder);
        }
      }
    }
    return folders;
  }
}
