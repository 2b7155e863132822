package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a store's sessions and events, ours or a foreign one's, in the ways that cost what is asked
 * for: by id above a mark, or by session.
 */
public final class StoreReader {

  private final Connection db;
  private final List<String> tables;
  private final String columns;
  private final String sessionColumns;
  private final boolean foreign;
  private final ForeignFolders folders;

  /**
   * Reads from the store.
   *
   * @param store an open store
   * @throws SQLException if its tables cannot be listed
   */
  public StoreReader(Store store) throws SQLException {
    this.db = store.connection();
    this.tables = store.messageTables();
    this.columns = store.messageColumns();
    this.foreign = store.isForeign();
    this.sessionColumns = store.sessionColumns();
    this.folders = new ForeignFolders(db, tables);
  }

  /** Takes an event; may write it to another database. */
  @FunctionalInterface
  public interface EventSink {
    /** Takes one. */
    void accept(Event event) throws SQLException, IOException;
  }

  /**
   * Where an event is, without its content.
   *
   * @param id the row's id
   * @param seq the byte offset of its line
   */
  public record RowRef(long id, long seq) {}

  /** The highest id of any event, 0 where there is none. */
  public long maxId() throws SQLException {
    long max = 0;
    for (String table : tables) {
      max = Math.max(max, Sqlite.number(db, "SELECT max(id) FROM " + table));
    }
    return max;
  }

  /** Where the row with this id is, in words; empty where there is none. */
  public Optional<String> place(long id) throws SQLException {
    for (String table : tables) {
      String place =
          Sqlite.text(
              db,
              "SELECT session_fk || ' ' || seq || ' ' || timestamp FROM " + table + " WHERE id = ?",
              id);
      if (place != null) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** The highest id that an event of a store of this program ever had. */
  public long lastId() throws SQLException {
    return Sqlite.number(db, "SELECT seq FROM sqlite_sequence WHERE name = 'messages'");
  }

  /** How many events there are. */
  public long count() throws SQLException {
    long count = 0;
    for (String table : tables) {
      count += Sqlite.number(db, "SELECT count(*) FROM " + table);
    }
    return count;
  }

  /**
   * The listed sessions that hold an event with an id above the mark.
   *
   * @param mark an id, 0 for all
   * @return session ids in ascending order
   * @throws SQLException if the store cannot be read
   */
  public List<Long> sessionsAbove(long mark) throws SQLException {
    List<Long> sessions = new ArrayList<>();
    for (long session : withEventsAbove(mark)) {
      if (isListed(session)) {
        sessions.add(session);
      }
    }
    return List.copyOf(sessions);
  }

  /** The ids of all sessions with an event above the mark, also of those that are not listed. */
  public Set<Long> withEventsAbove(long mark) throws SQLException {
    Set<Long> sessions = new TreeSet<>();
    for (String table : tables) {
      try (PreparedStatement select =
          db.prepareStatement(
              "SELECT DISTINCT session_fk FROM " + table + aboveMark(mark) + " WHERE id > ?")) {
        select.setLong(1, mark);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            sessions.add(rows.getLong(1));
          }
        }
      }
    }
    return sessions;
  }

  /** Without this SQLite walks through the whole index of sessions to find them distinct. */
  private static String aboveMark(long mark) {
    return mark > 0 ? " NOT INDEXED" : "";
  }

  private Set<Long> listed() throws SQLException {
    Set<Long> ids = new HashSet<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT s.id FROM sessions s JOIN projects p ON p.id = s.project_id");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  /**
   * Whether the store lists a session with its project. Another program's store can hold events of
   * a session that it does not list; they can be neither shown nor synced.
   */
  public boolean isListed(long session) throws SQLException {
    return Sqlite.number(
            db,
            "SELECT 1 FROM sessions s JOIN projects p ON p.id = s.project_id WHERE s.id = ?",
            session)
        == 1;
  }

  /** How many events each listed session holds. */
  public Map<Long, Long> countsBySession() throws SQLException {
    Map<Long, Long> counts = new HashMap<>();
    for (String table : tables) {
      try (PreparedStatement select =
              db.prepareStatement(
                  "SELECT session_fk, count(*) FROM " + table + " GROUP BY session_fk");
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.merge(rows.getLong(1), rows.getLong(2), Long::sum);
        }
      }
    }
    counts.keySet().retainAll(listed());
    return counts;
  }

  /**
   * The session with its project.
   *
   * @param id the session's row id
   * @return the session
   * @throws SQLException if there is none, or the store cannot be read
   */
  public StoredSession session(long id) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + sessionColumns
                + " FROM sessions s JOIN projects p ON p.id = s.project_id WHERE s.id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the store has events of a session that it does not list: " + id);
        }
        StoredSession session = session(row);
        return session.path() == null && foreign ? folders.named(session) : session;
      }
    }
  }

  /** The session of this name, or empty where the store has none. */
  public Optional<StoredSession> find(String provider, String slug, String sessionId)
      throws SQLException {
    long id =
        Sqlite.number(
            db,
            """
            SELECT s.id FROM sessions s JOIN projects p ON p.id = s.project_id
            WHERE p.provider = ? AND p.slug = ? AND s.session_id = ?
            """,
            provider,
            slug,
            sessionId);
    return id == 0 ? Optional.empty() : Optional.of(session(id));
  }

  /** Reads the columns of {@link StoredSession} in their order. */
  public static StoredSession session(ResultSet row) throws SQLException {
    return new StoredSession(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getDouble(6),
        row.getDouble(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getLong(11));
  }

  /**
   * Where a session's events are, read from the index alone.
   *
   * @param session the session's row id
   * @return one entry an event, in ascending seq
   * @throws SQLException if the store cannot be read
   */
  public List<RowRef> rows(long session) throws SQLException {
    List<RowRef> refs = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(union("id, seq", "WHERE session_fk = ?") + " ORDER BY seq, id")) {
      bindEach(select, session);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          refs.add(new RowRef(rows.getLong(1), rows.getLong(2)));
        }
      }
    }
    return refs;
  }

  /**
   * Reads a session's events with an id above the mark.
   *
   * @param session the session's row id
   * @param mark an id, 0 for all
   * @param sink takes the events in ascending seq
   * @throws SQLException if the store cannot be read
   * @throws IOException if the sink fails
   */
  public void read(long session, long mark, EventSink sink) throws SQLException, IOException {
    String where = "WHERE session_fk = ? AND id > " + mark;
    try (PreparedStatement select =
        db.prepareStatement(union(columns, where) + " ORDER BY seq, id")) {
      bindEach(select, session);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sink.accept(EventColumns.event(rows));
        }
      }
    }
  }

  private String union(String selected, String where) {
    var sql = new StringBuilder();
    for (String table : tables) {
      sql.append(sql.isEmpty() ? "" : " UNION ALL ")
          .append("SELECT ")
          .append(selected)
          .append(" FROM ")
          .append(table)
          .append(' ')
          .append(where);
    }
    return sql.isEmpty() ? "SELECT " + selected + " FROM messages " + where : sql.toString();
  }

  private void bindEach(PreparedStatement select, long session) throws SQLException {
    for (int i = 1; i <= Math.max(1, tables.size()); i++) {
      select.setLong(i, session);
    }
  }
}
