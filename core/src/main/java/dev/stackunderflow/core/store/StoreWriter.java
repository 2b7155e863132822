package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Fills an empty store with sessions and events from elsewhere; the rows get ids of their own. */
public final class StoreWriter implements AutoCloseable {

  private final Connection db;
  private final PreparedStatement insert;
  private final PreparedStatement taken;

  /**
   * Writes to a store of ours, inside the caller's transaction.
   *
   * @throws SQLException if it cannot be written
   */
  public StoreWriter(Store store) throws SQLException {
    this.db = store.connection();
    this.insert = db.prepareStatement(EventColumns.insertInto("messages", "session_fk"));
    this.taken = db.prepareStatement("SELECT 1 FROM messages WHERE session_fk = ? AND seq = ?");
  }

  /** Adds a session, with its project; returns the session's row id. */
  public long session(StoredSession session) throws SQLException {
    long project =
        Sqlite.number(
            db,
            """
            INSERT INTO projects (provider, slug, path, display_name, first_seen, last_modified)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, slug) DO UPDATE SET slug = excluded.slug RETURNING id
            """,
            session.provider(),
            session.slug(),
            session.path(),
            session.displayName(),
            session.firstSeen(),
            session.lastModified());
    return Sqlite.number(
        db,
        """
        INSERT INTO sessions (project_id, session_id, first_ts, last_ts, message_count)
        VALUES (?, ?, ?, ?, ?) RETURNING id
        """,
        project,
        session.sessionId(),
        session.firstTs(),
        session.lastTs(),
        session.messageCount());
  }

  /**
   * Adds an event of a session. One at a seq that is taken, as a foreign store's partitions can
   * have, goes to the next free one.
   */
  public void event(long session, Event event) throws SQLException {
    long seq = event.seq();
    while (isTaken(session, seq)) {
      seq++;
    }
    EventColumns.bindWithoutId(insert, 1, event);
    insert.setLong(1, seq);
    insert.setLong(EventColumns.COLUMN_COUNT, session);
    insert.executeUpdate();
  }

  private boolean isTaken(long session, long seq) throws SQLException {
    taken.setLong(1, session);
    taken.setLong(2, seq);
    try (ResultSet row = taken.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    taken.close();
  }
}
