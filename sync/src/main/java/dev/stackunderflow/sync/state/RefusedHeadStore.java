package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Heads in the bucket that failed their checks: they are not fetched again while they stay. */
public final class RefusedHeadStore {

  private final Connection db;

  RefusedHeadStore(Connection db) {
    this.db = db;
  }

  /**
   * A head that failed its checks.
   *
   * @param reason the problem, in words
   * @param tampered whether it is not what the device wrote
   */
  public record Refusal(String reason, boolean tampered) {}

  /** The refusal of this version of a head under the same key and program, if there is one. */
  public Optional<Refusal> find(String deviceId, String etag, String checkedWith)
      throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT reason, tampered FROM refused_head
            WHERE device_id = ? AND etag = ? AND checked_with = ?
            """)) {
      Sqlite.bind(select, deviceId, etag, checkedWith);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Refusal(row.getString("reason"), row.getBoolean("tampered")))
            : Optional.empty();
      }
    }
  }

  /** Records a refusal; it replaces an earlier one of the same device. */
  public void put(String deviceId, String etag, String checkedWith, Refusal refusal)
      throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT OR REPLACE INTO refused_head (device_id, etag, checked_with, reason, tampered)
        VALUES (?, ?, ?, ?, ?)
        """,
        deviceId,
        etag,
        checkedWith,
        refusal.reason(),
        refusal.tampered() ? 1 : 0);
  }

  /** Forgets all refusals but those of these devices. */
  public void keepOnly(Set<String> listed) throws SQLException {
    Set<String> gone = new TreeSet<>();
    try (PreparedStatement select = db.prepareStatement("SELECT device_id FROM refused_head");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        gone.add(row.getString(1));
      }
    }
    gone.removeAll(listed);
    for (String deviceId : gone) {
      remove(deviceId);
    }
  }

  /** Forgets a refusal: a later head was accepted. */
  public void remove(String deviceId) throws SQLException {
    Sqlite.update(db, "DELETE FROM refused_head WHERE device_id = ?", deviceId);
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM refused_head");
  }
}
