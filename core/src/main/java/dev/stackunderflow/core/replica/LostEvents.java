package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What this device published, and has only in the replica: its store lost it. */
public final class LostEvents {

  private static final String FROM_OWN =
      """
      FROM session s JOIN project p ON p.id = s.project
      JOIN device d ON d.id = p.device
      JOIN this_device t ON t.device_id = d.device_id
      """;

  private final Connection db;

  /** Reads and writes the replica's tables. */
  public LostEvents(Replica replica) {
    this.db = replica.connection();
  }

  /** One name for a session. */
  public static String key(String provider, String slug, String sessionId) {
    return provider + '\n' + slug + '\n' + sessionId;
  }

  /** How many events of each session are here, by {@link #key}. */
  public Map<String, Long> countsBySession() throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT p.provider, p.slug, s.session_id,
                       (SELECT count(*) FROM event e WHERE e.session = s.id)
                """
                    + FROM_OWN);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts.put(key(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4));
      }
    }
    return counts;
  }

  /** The names of a session's events that are here. */
  public Set<Name> names(String key) throws SQLException {
    Set<Name> names = new HashSet<>();
    try (PreparedStatement select =
        db.prepareStatement("SELECT seq, ord FROM event WHERE session = ?")) {
      select.setLong(1, session(key));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          names.add(new Name(row.getLong(1), row.getInt(2)));
        }
      }
    }
    return names;
  }

  /**
   * Takes out what is in the store again.
   *
   * @return whether anything was
   */
  public boolean remove(String key, Set<Name> inStore) throws SQLException {
    long session = session(key);
    boolean removed = false;
    for (Name name : names(key)) {
      if (inStore.contains(name)) {
        Sqlite.update(
            db,
            "DELETE FROM event WHERE session = ? AND seq = ? AND ord = ?",
            session,
            name.seq(),
            name.ord());
        removed = true;
      }
    }
    return removed;
  }

  private long session(String key) throws SQLException {
    String[] parts = key.split("\n", 3);
    return Sqlite.number(
        db,
        "SELECT s.id " + FROM_OWN + " WHERE p.provider = ? AND p.slug = ? AND s.session_id = ?",
        parts[0],
        parts[1],
        parts[2]);
  }
}
