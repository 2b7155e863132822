package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads a store's sessions and events, ours or a foreign one's, in the ways that cost what is asked
 * for: by id above a mark, or by session.
 */
public final class StoreReader {

  /** The columns of {@code messages} in the order of {@link #event}. */
  public static final String COLUMNS =
      "id, seq, timestamp, role, model, input_tokens, output_tokens, cache_create_tokens,"
          + " cache_read_tokens, content_text, tools_json, raw_json, is_sidechain, uuid,"
          + " parent_uuid, speed, usage_id, cache_1h_tokens, flags";

  /** How many columns {@link #COLUMNS} names. */
  public static final int COLUMN_COUNT = 19;

  private final Connection db;
  private final List<String> tables;
  private final String columns;
  private final String sessionColumns;
  private final boolean foreign;
  private final ForeignFolders folders;

  /**
   * An INSERT of an event without its row id, for {@link #bindWithoutId} from parameter 1.
   *
   * @param table the table
   * @param more further columns; their parameters follow the event's
   */
  public static String insertInto(String table, String... more) {
    String columns = COLUMNS.substring("id, ".length());
    String all = more.length == 0 ? columns : columns + ", " + String.join(", ", more);
    String parameters = "?, ".repeat(all.split(",").length - 1) + "?";
    return "INSERT INTO " + table + " (" + all + ") VALUES (" + parameters + ")";
  }

  /**
   * Reads from the store.
   *
   * @param store an open store
   * @throws SQLException if its tables can't be listed
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

  /** How many events there are. */
  public long count() throws SQLException {
    long count = 0;
    for (String table : tables) {
      count += Sqlite.number(db, "SELECT count(*) FROM " + table);
    }
    return count;
  }

  /**
   * The sessions that hold an event with an id above the mark.
   *
   * @param mark an id, 0 for all
   * @return session ids in ascending order
   * @throws SQLException if the store can't be read
   */
  public List<Long> sessionsAbove(long mark) throws SQLException {
    var sessions = new TreeSet<Long>();
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
    return List.copyOf(sessions);
  }

  /** Without this SQLite walks through the whole index of sessions to find them distinct. */
  private static String aboveMark(long mark) {
    return mark > 0 ? " NOT INDEXED" : "";
  }

  /** How many events each session holds. */
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
    return counts;
  }

  /**
   * The session with its project.
   *
   * @param id the session's row id
   * @return the session
   * @throws SQLException if there is none, or the store can't be read
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
   * @throws SQLException if the store can't be read
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
   * @throws SQLException if the store can't be read
   * @throws IOException if the sink fails
   */
  public void read(long session, long mark, EventSink sink) throws SQLException, IOException {
    String where = "WHERE session_fk = ? AND id > " + mark;
    try (PreparedStatement select =
        db.prepareStatement(union(columns, where) + " ORDER BY seq, id")) {
      bindEach(select, session);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sink.accept(event(rows));
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

  /** Reads the columns of {@link #COLUMNS} in their order. */
  public static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getLong(1),
        row.getLong(2),
        text(row, 3),
        text(row, 4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        text(row, 10),
        text(row, 11),
        text(row, 12),
        row.getLong(13),
        row.getString(14),
        row.getString(15),
        text(row, 16),
        row.getString(17),
        row.getLong(18),
        row.getLong(19));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  /**
   * Binds an event's columns in the order of {@link #COLUMNS}.
   *
   * @param insert the statement
   * @param first the index of the first parameter
   * @param event the event
   * @throws SQLException if it can't be bound
   */
  public static void bind(PreparedStatement insert, int first, Event event) throws SQLException {
    insert.setLong(first, event.id());
    bindWithoutId(insert, first + 1, event);
  }

  /** Binds an event's columns in the order of {@link #COLUMNS}, from the one after the id. */
  public static void bindWithoutId(PreparedStatement insert, int first, Event event)
      throws SQLException {
    int i = first;
    insert.setLong(i++, event.seq());
    insert.setString(i++, event.timestamp());
    insert.setString(i++, event.role());
    insert.setString(i++, event.model());
    insert.setLong(i++, event.inputTokens());
    insert.setLong(i++, event.outputTokens());
    insert.setLong(i++, event.cacheCreateTokens());
    insert.setLong(i++, event.cacheReadTokens());
    insert.setString(i++, event.contentText());
    insert.setString(i++, event.toolsJson());
    insert.setString(i++, event.rawJson());
    insert.setLong(i++, event.isSidechain());
    insert.setString(i++, event.uuid());
    insert.setString(i++, event.parentUuid());
    insert.setString(i++, event.speed());
    insert.setString(i++, event.usageId());
    insert.setLong(i++, event.cacheHourTokens());
    insert.setLong(i, event.flags());
  }
}
