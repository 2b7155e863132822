package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this device has published, or has on its way: which local row went up with what digest. */
public final class Published {

  private final Connection db;

  /** Reads and writes the replica's tables; writes belong into the caller's transaction. */
  public Published(Replica replica) {
    this.db = replica.connection();
  }

  /**
   * The name of an event within its session.
   *
   * @param seq the byte offset of its line
   * @param ord 0, or more for further events at the same seq
   */
  public record Name(long seq, int ord) {}

  /**
   * An event that went up.
   *
   * @param localId the row's id in the store
   * @param digest the 16 bytes of its row digest
   * @param stamp when it was published
   * @param generation the push that took it
   */
  public record Row(long localId, byte[] digest, long stamp, long generation) {}

  /** The row id of a session, which is noted if it is new. */
  public long session(String provider, String slug, String sessionId) throws SQLException {
    long known = find(provider, slug, sessionId);
    if (known != 0) {
      return known;
    }
    return Sqlite.number(
        db,
        "INSERT INTO published_session (provider, slug, session_id) VALUES (?, ?, ?) RETURNING id",
        provider,
        slug,
        sessionId);
  }

  /** The row id of a session, 0 where nothing of it was ever published. */
  public long find(String provider, String slug, String sessionId) throws SQLException {
    return Sqlite.number(
        db,
        "SELECT id FROM published_session WHERE provider = ? AND slug = ? AND session_id = ?",
        provider,
        slug,
        sessionId);
  }

  /** What went up of a session, by name, in ascending (seq, ord). */
  public Map<Name, Row> rows(long session) throws SQLException {
    Map<Name, Row> rows = new LinkedHashMap<>();
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT seq, ord, local_id, digest, stamp, generation
            FROM published WHERE session = ? ORDER BY seq, ord
            """)) {
      select.setLong(1, session);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.put(
              new Name(row.getLong(1), row.getInt(2)),
              new Row(row.getLong(3), row.getBytes(4), row.getLong(5), row.getLong(6)));
        }
      }
    }
    return rows;
  }

  /** How many events of each session went up or are on their way. */
  public Map<Long, Long> countsBySession() throws SQLException {
    Map<Long, Long> counts = new HashMap<>();
    try (PreparedStatement select =
            db.prepareStatement("SELECT session, count(*) FROM published GROUP BY session");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts.put(row.getLong(1), row.getLong(2));
      }
    }
    return counts;
  }

  /** How many events went up or are on their way. */
  public long count() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM published");
  }

  /** How many events of a session went up or are on their way. */
  public long count(long session) throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM published WHERE session = ?", session);
  }

  /** Raises the number by which the view knows that stamps have changed. */
  public void changed() throws SQLException {
    Sqlite.execute(db, "UPDATE this_device SET changes = changes + 1");
  }

  /** Notes events as on their way, many in a row. */
  public final class Notes implements AutoCloseable {

    private final PreparedStatement insert;

    private Notes() throws SQLException {
      // "INSERT OR REPLACE" would have SQLite write pages into an undo file for every row.
      insert =
          db.prepareStatement(
              """
              INSERT INTO published (session, seq, ord, local_id, digest, stamp, generation)
              VALUES (?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET local_id = excluded.local_id, digest = excluded.digest,
                stamp = excluded.stamp, generation = excluded.generation
              """);
    }

    /** Notes an event as on its way. */
    public void put(long session, Name name, Row row) throws SQLException {
      insert.setLong(1, session);
      insert.setLong(2, name.seq());
      insert.setInt(3, name.ord());
      insert.setLong(4, row.localId());
      insert.setBytes(5, row.digest());
      insert.setLong(6, row.stamp());
      insert.setLong(7, row.generation());
      insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      insert.close();
    }
  }

  /** Notes events; the caller closes what it gets, within its transaction. */
  public Notes notes() throws SQLException {
    return new Notes();
  }

  /** Notes that an unchanged event has another id now: the store was rebuilt. */
  public void relink(long session, Name name, long localId) throws SQLException {
    Sqlite.update(
        db,
        "UPDATE published SET local_id = ? WHERE session = ? AND seq = ? AND ord = ?",
        localId,
        session,
        name.seq(),
        name.ord());
  }

  /** Forgets that an event with this content went up: the user wants it forgotten. */
  public void remove(long session, Name name, byte[] digest) throws SQLException {
    Sqlite.update(
        db,
        "DELETE FROM published WHERE session = ? AND seq = ? AND ord = ? AND digest = ?",
        session,
        name.seq(),
        name.ord(),
        digest);
  }

  /** Forgets what was published of a session, because a push publishes it again. */
  public void reset(long session, long generation) throws SQLException {
    Sqlite.update(db, "DELETE FROM published WHERE session = ?", session);
    Sqlite.update(
        db, "UPDATE published_session SET reset_generation = ? WHERE id = ?", generation, session);
  }

  /**
   * A session of which something was published.
   *
   * @param id its row id here
   * @param provider the agent
   * @param slug the project's
   * @param sessionId the agent's id of it
   * @param resetGeneration the push that published it again; null if none did
   */
  public record Session(
      long id, String provider, String slug, String sessionId, @Nullable Long resetGeneration) {

    /** The session's name. */
    public SessionKey key() {
      return new SessionKey(provider, slug, sessionId);
    }
  }

  private static final String SESSION =
      "SELECT s.id, s.provider, s.slug, s.session_id, s.reset_generation FROM published_session s ";

  /** The sessions of which the pushes in (from, to] published something that is still valid. */
  public List<Session> sessions(long from, long to) throws SQLException {
    return sessions(
        SESSION
            + """
            WHERE s.id IN (SELECT session FROM published WHERE generation > ?1 AND generation <= ?2)
               OR s.reset_generation > ?1 AND s.reset_generation <= ?2
            ORDER BY s.id
            """,
        from,
        to);
  }

  /** All sessions of which something was published. */
  public List<Session> sessions() throws SQLException {
    return sessions(SESSION + "ORDER BY s.id");
  }

  private List<Session> sessions(String sql, Object... args) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, args);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long reset = row.getLong(5);
          Long resetOrNull = row.wasNull() ? null : reset;
          sessions.add(
              new Session(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  resetOrNull));
        }
      }
    }
    return sessions;
  }

  /** Forgets everything, because this device continues under a new id. */
  public void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM published");
    Sqlite.execute(db, "DELETE FROM published_session");
  }
}
