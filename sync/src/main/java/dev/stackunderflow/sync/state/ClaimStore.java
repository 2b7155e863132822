package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How far the other devices claim to have merged each other. */
public final class ClaimStore {

  /** Made when it is needed: replicas of earlier versions do not say who claims. */
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS merge_claim (
        device_id   TEXT NOT NULL,
        claimant    TEXT NOT NULL,
        generation  INTEGER NOT NULL,
        PRIMARY KEY (device_id, claimant)
      ) WITHOUT ROWID
      """;

  private final Connection db;

  ClaimStore(Connection db) {
    this.db = db;
  }

  /**
   * What a device says that it has merged of another one.
   *
   * @param deviceId the other device
   * @param claimant who says it
   * @param generation the push up to which it has merged it: the bucket must show that one at least
   */
  public record Claim(String deviceId, String claimant, long generation) {}

  /**
   * Records what a device says that it has merged. Of each other device its greatest claim is kept.
   *
   * @param claimant the device
   * @param merged device id to generation
   */
  public void put(String claimant, Map<String, Long> merged) throws SQLException {
    createTable();
    for (Map.Entry<String, Long> claim : merged.entrySet()) {
      Sqlite.update(
          db,
          """
          INSERT INTO merge_claim (device_id, claimant, generation) VALUES (?, ?, ?)
          ON CONFLICT (device_id, claimant)
          DO UPDATE SET generation = max(generation, excluded.generation)
          """,
          claim.getKey(),
          claimant,
          claim.getValue());
    }
  }

  /** All claims, by device, the greatest first. */
  public List<Claim> all() throws SQLException {
    createTable();
    List<Claim> claims = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT device_id, claimant, generation FROM merge_claim
                ORDER BY device_id, generation DESC, claimant
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        claims.add(
            new Claim(
                row.getString("device_id"), row.getString("claimant"), row.getLong("generation")));
      }
    }
    return claims;
  }

  /** Removes what is claimed of a device, and what it claims. */
  public void remove(String deviceId) throws SQLException {
    createTable();
    Sqlite.update(db, "DELETE FROM merge_claim WHERE ? IN (device_id, claimant)", deviceId);
  }

  void clear() throws SQLException {
    createTable();
    Sqlite.execute(db, "DELETE FROM merge_claim");
  }

  private void createTable() throws SQLException {
    Sqlite.execute(db, TABLE);
  }
}
