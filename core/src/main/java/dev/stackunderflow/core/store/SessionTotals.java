package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.sqlite.Statements;
import java.sql.Connection;
import java.sql.SQLException;

/** Keeps a session's {@code first_ts}, {@code last_ts} and {@code message_count} up to date. */
public final class SessionTotals {

  private static final String UPDATE =
      """
      UPDATE sessions SET (first_ts, last_ts, message_count) = (
        SELECT min(timestamp), max(timestamp), coalesce(sum(role IN ('user', 'assistant')), 0)
        FROM messages WHERE session_fk = sessions.id)
      """;

  private SessionTotals() {}

  /**
   * Recomputes one session from its events.
   *
   * @param db a connection to a store of this program
   * @param session the session's row id
   */
  public static void update(Connection db, long session) throws SQLException {
    try (var statements = new Statements(db)) {
      update(statements, session);
    }
  }

  /** The same, with a statement that is prepared once. */
  public static void update(Statements statements, long session) throws SQLException {
    statements.update(UPDATE + " WHERE id = ?", session);
  }

  /** Recomputes all sessions of a store of this program. */
  public static void updateAll(Connection db) throws SQLException {
    Sqlite.update(db, UPDATE);
  }
}
