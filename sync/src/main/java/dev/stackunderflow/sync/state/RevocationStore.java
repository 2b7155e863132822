package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Revoked devices: what each pushed after a generation is refused. Generation 0 is a removed
 * device.
 */
public final class RevocationStore {

  private final Connection db;

  RevocationStore(Connection db) {
    this.db = db;
  }

  /**
   * Revokes a device. If it is revoked already, the lower generation is kept.
   *
   * @param generation the last generation that is accepted; 0 removes the device
   * @return whether this changed anything
   */
  public boolean add(String deviceId, long generation) throws SQLException {
    return Sqlite.update(
            db,
            """
            INSERT INTO revocation (device_id, generation, published) VALUES (?, ?, 0)
            ON CONFLICT (device_id) DO UPDATE SET generation = excluded.generation, published = 0
            WHERE excluded.generation < generation
            """,
            deviceId,
            generation)
        > 0;
  }

  /** The revoked device ids, each with the last generation that is accepted. */
  public Map<String, Long> all() throws SQLException {
    return read("SELECT device_id, generation FROM revocation");
  }

  /** The entries of {@link #all} that no committed head of this device contains yet. */
  public Map<String, Long> unpublished() throws SQLException {
    return read("SELECT device_id, generation FROM revocation WHERE published = 0");
  }

  private Map<String, Long> read(String sql) throws SQLException {
    Map<String, Long> revocations = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        revocations.put(row.getString("device_id"), row.getLong("generation"));
      }
    }
    return revocations;
  }

  /** The ids of the devices that were removed from the vault. */
  public Set<String> removed() throws SQLException {
    return read("SELECT device_id, generation FROM revocation WHERE generation = 0").keySet();
  }

  /** Whether a device was removed from the vault. */
  public boolean isRemoved(String deviceId) throws SQLException {
    return Sqlite.number(
            db, "SELECT count(*) FROM revocation WHERE device_id = ? AND generation = 0", deviceId)
        == 1;
  }

  /** Marks all as unpublished: the committed head may have been written before them. */
  public void markAllUnpublished() throws SQLException {
    Sqlite.execute(db, "UPDATE revocation SET published = 0");
  }

  void markAllPublished() throws SQLException {
    Sqlite.execute(db, "UPDATE revocation SET published = 1");
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM revocation");
  }
}
