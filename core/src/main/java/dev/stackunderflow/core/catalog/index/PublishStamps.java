package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives this device's entries the stamp under which they were published. */
public final class PublishStamps {

  /** An event that is not published yet is newer than every published one. */
  public static final long NOT_YET = Long.MAX_VALUE;

  private static final int AT_ONCE = 10_000;

  private final Connection db;
  private final Replica replica;

  PublishStamps(Connection db, Replica replica) {
    this.db = db;
    this.replica = replica;
  }

  private record Waiting(
      long entry,
      long eventId,
      long seq,
      long cell,
      @Nullable Long usage,
      String provider,
      String slug,
      String sessionId) {}

  /**
   * Takes over the stamps of the latest pushes: what a push published again has a new one.
   *
   * @param from the first push to look at
   * @return the last push there was, to begin with the next time
   */
  long takeLatest(EntryWriter entries, long from) throws SQLException {
    long last = from;
    try (PreparedStatement published =
            replica
                .connection()
                .prepareStatement(
                    """
                    SELECT r.local_id, r.stamp, r.generation, r.seq, s.session_id, s.slug,
                           s.provider
                    FROM published r JOIN published_session s ON s.id = r.session
                    WHERE r.generation >= ?
                    """);
        PreparedStatement find =
            db.prepareStatement(
                """
                SELECT e.id, e.cell, e.usage_key
                FROM entry e
                JOIN session s ON s.id = e.session
                JOIN project p ON p.id = s.project
                WHERE e.source = 0 AND e.event_id = ? AND e.stamp <> ? AND e.seq = ?
                  AND s.session_id = ? AND p.slug = ? AND p.provider = ?
                """);
        PreparedStatement update = db.prepareStatement("UPDATE entry SET stamp = ? WHERE id = ?")) {
      published.setLong(1, from);
      try (ResultSet row = published.executeQuery()) {
        while (row.next()) {
          last = Math.max(last, row.getLong(3));
          find.setLong(1, row.getLong(1));
          find.setLong(2, row.getLong(2));
          // A row that the store lost names an id that may be another event's by now.
          find.setLong(3, row.getLong(4));
          find.setString(4, row.getString(5));
          find.setString(5, row.getString(6));
          find.setString(6, row.getString(7));
          try (ResultSet entry = find.executeQuery()) {
            if (entry.next()) {
              update.setLong(1, row.getLong(2));
              update.setLong(2, entry.getLong(1));
              update.executeUpdate();
              long usage = entry.getLong(3);
              entries.touch(entry.getLong(2), entry.wasNull() ? null : usage);
            }
          }
        }
      }
    }
    return last;
  }

  /** Gives every entry that has none yet the stamp of its event, where that is published. */
  void fillIn(EntryWriter entries) throws SQLException {
    Map<SessionKey, Long> sessions = new HashMap<>();
    try (PreparedStatement find =
            replica
                .connection()
                .prepareStatement(
                    "SELECT stamp FROM published WHERE session = ? AND seq = ? AND local_id = ?");
        PreparedStatement update = db.prepareStatement("UPDATE entry SET stamp = ? WHERE id = ?")) {
      List<Waiting> waiting = waiting(0);
      while (!waiting.isEmpty()) {
        for (Waiting entry : waiting) {
          find.setLong(1, publishedSession(sessions, entry));
          find.setLong(2, entry.seq());
          find.setLong(3, entry.eventId());
          try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
              update.setLong(1, row.getLong(1));
              update.setLong(2, entry.entry());
              update.executeUpdate();
              entries.touch(entry.cell(), entry.usage());
            }
          }
        }
        waiting = waiting(waiting.getLast().entry());
      }
    }
  }

  private long publishedSession(Map<SessionKey, Long> known, Waiting entry) throws SQLException {
    var key = new SessionKey(entry.provider(), entry.slug(), entry.sessionId());
    Long id = known.get(key);
    if (id == null) {
      id =
          Sqlite.number(
              replica.connection(),
              """
              SELECT id FROM published_session
              WHERE provider = ? AND slug = ? AND session_id = ?
              """,
              entry.provider(),
              entry.slug(),
              entry.sessionId());
      known.put(key, id);
    }
    return id;
  }

  /** The next ones behind this entry. */
  private List<Waiting> waiting(long behind) throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            """
                SELECT e.id, e.event_id, e.seq, e.cell, e.usage_key, p.provider, p.slug,
                       s.session_id
                FROM entry e JOIN session s ON s.id = e.session JOIN project p ON p.id = s.project
                WHERE e.stamp = 9223372036854775807 AND e.id > ? ORDER BY e.id LIMIT ?
                """)) {
      select.setLong(1, behind);
      select.setInt(2, AT_ONCE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long usage = row.getLong(5);
          Long usageOrNull = row.wasNull() ? null : usage;
          waiting.add(
              new Waiting(
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  usageOrNull,
                  row.getString(6),
                  row.getString(7),
                  row.getString(8)));
        }
      }
    }
    return waiting;
  }
}
