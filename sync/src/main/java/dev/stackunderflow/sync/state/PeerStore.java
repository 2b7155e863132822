package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The other devices' heads as last seen. */
public final class PeerStore {

  private static final String SELECT =
      """
      SELECT device_id, label, etag, sha256, generation, written_at, problem, sealed_for,
             merged_own, role, verify_key
      FROM peer
      """;

  private final Connection db;

  PeerStore(Connection db) {
    this.db = db;
  }

  /** All peers by device id. */
  public Map<String, Peer> all() throws SQLException {
    Map<String, Peer> peers = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Peer peer = read(row);
        peers.put(peer.deviceId(), peer);
      }
    }
    return peers;
  }

  /** One peer, or empty if no head of it was seen. */
  public Optional<Peer> find(String deviceId) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(SELECT + " WHERE device_id = ?")) {
      select.setString(1, deviceId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static Peer read(ResultSet row) throws SQLException {
    return new Peer(
        row.getString("device_id"),
        row.getString("label"),
        row.getString("etag"),
        row.getString("sha256"),
        row.getLong("generation"),
        Times.read(row, "written_at"),
        row.getString("problem"),
        row.getString("sealed_for"),
        row.getLong("merged_own"),
        Role.fromWireName(row.getString("role")),
        row.getString("verify_key"));
  }

  /** Adds or replaces a peer. */
  public void put(Peer peer) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT OR REPLACE INTO peer
          (device_id, label, etag, sha256, generation, written_at, problem, sealed_for, merged_own,
           role, verify_key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        peer.deviceId(),
        peer.label(),
        peer.etag(),
        peer.sha256(),
        peer.generation(),
        Times.write(peer.writtenAt()),
        peer.problem(),
        peer.sealedFor(),
        peer.mergedOwn(),
        peer.role().wireName(),
        peer.verifyKey());
  }

  /** Removes a device; absent is fine. */
  public void remove(String deviceId) throws SQLException {
    Sqlite.update(db, "DELETE FROM peer WHERE device_id = ?", deviceId);
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM peer");
  }
}
