package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of a session in the order of their times, merged over devices. */
public final class TranscriptReader {

  /** A line that is no longer in the log is not shown with the messages. */
  private static final String MESSAGES =
      " AND e.message = 1 AND e.flags & " + Event.SUPERSEDED + " = 0";

  private final Connection db;
  private final EventReader events;

  /** Reads from the catalog, and the contents through the reader. */
  public TranscriptReader(Connection db, EventReader events) {
    this.db = db;
    this.events = events;
  }

  /**
   * Reads a session's events.
   *
   * @param session the session
   * @param where a WHERE clause over {@code entry e}: what is visible
   * @param slice the part; only its contents are read
   */
  public List<EventView> events(SessionView session, String where, TranscriptSlice slice)
      throws SQLException {
    String sql =
        """
        SELECT e.source, e.event_id, d.device_id, d.label,
               e.counted AND e.hidden = 0 AS counted
        FROM entry e
        JOIN session s ON s.id = e.session
        JOIN project p ON p.id = s.project
        JOIN device d ON d.source = e.source
        """
            + where
            + (slice.messagesOnly() ? MESSAGES : "")
            + " AND s.thread = ? AND p.provider = ? ORDER BY e.ts, s.session_id, e.seq, e.id"
            + (" LIMIT " + slice.count() + " OFFSET " + slice.from());
    List<EventView> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, session.sessionId(), session.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(view(row));
        }
      }
    }
    return found;
  }

  private EventView view(ResultSet row) throws SQLException {
    Event event = events.read(row.getLong("source"), row.getLong("event_id"));
    boolean isCounted = row.getInt("counted") == 1 && event.hasPossibleTokens();
    return new EventView(
        row.getString("device_id"),
        row.getString("label"),
        event.seq(),
        event.timestamp(),
        event.role(),
        event.model(),
        isCounted
            ? new Tokens(
                event.inputTokens(),
                event.outputTokens(),
                event.cacheCreateTokens(),
                event.cacheReadTokens())
            : Tokens.NONE,
        event.contentText(),
        event.toolsJson(),
        event.rawJson(),
        event.isSidechain() != 0,
        event.uuid(),
        event.parentUuid(),
        event.is(Event.SUPERSEDED));
  }
}
