package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.StoredSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes one device's events into the replica. The caller holds the transaction, so that all of it
 * is written together with the cursor, or nothing.
 */
public final class ReplicaWriter implements AutoCloseable {

  /** The columns of an event, in the order in which they are bound. */
  static final String EVENT =
      "origin_id, " + EventColumns.COLUMNS.substring("id, ".length()) + ", session, ord, stamp";

  private final Connection db;
  private final long device;
  private final PreparedStatement insert;

  /**
   * Lands for a device, which is noted if it is new.
   *
   * @param replica the replica, inside a transaction of the caller's
   * @param deviceId the device's random UUID
   * @param label the name that people read
   * @throws SQLException if the replica cannot be written
   */
  public ReplicaWriter(Replica replica, String deviceId, String label) throws SQLException {
    this.db = replica.connection();
    this.device =
        Sqlite.number(
            db,
            """
            INSERT INTO device (device_id, label) VALUES (?, ?)
            ON CONFLICT (device_id) DO UPDATE SET label = excluded.label
            RETURNING id
            """,
            deviceId,
            label);
    this.insert =
        db.prepareStatement(
            "INSERT INTO event ("
                + EVENT
                + ") VALUES ("
                + EventColumns.parameters(EVENT)
                + ") ON CONFLICT (session, seq, ord) DO NOTHING");
  }

  /**
   * Notes a session and its project.
   *
   * @param session as the device has it; its id is not used
   * @return the session's row id here
   * @throws SQLException if the replica cannot be written
   */
  public long session(StoredSession session) throws SQLException {
    long project =
        Sqlite.number(
            db,
            """
            INSERT INTO project (device, provider, slug, path, display_name, first_seen,
                                 last_modified)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (device, provider, slug) DO UPDATE SET
              path = coalesce(excluded.path, path), display_name = excluded.display_name,
              first_seen = min(first_seen, excluded.first_seen),
              last_modified = max(last_modified, excluded.last_modified)
            RETURNING id
            """,
            device,
            session.provider(),
            session.slug(),
            session.path(),
            session.displayName(),
            session.firstSeen(),
            session.lastModified());
    return Sqlite.number(
        db,
        """
        INSERT INTO session (project, session_id, first_ts, last_ts, message_count)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (project, session_id) DO UPDATE SET
          first_ts = coalesce(excluded.first_ts, first_ts),
          last_ts = coalesce(excluded.last_ts, last_ts),
          message_count = excluded.message_count
        RETURNING id
        """,
        project,
        session.sessionId(),
        session.firstTs(),
        session.lastTs(),
        session.messageCount());
  }

  /** Deletes all events of a session that the device has published again. */
  public void reset(long session) throws SQLException {
    Sqlite.update(db, "DELETE FROM event WHERE session = ?", session);
  }

  /**
   * Writes an event; one with the same (session, seq, ord) replaces the earlier one.
   *
   * @param session the session's row id here
   * @param ord 0, or more for further events at the same seq
   * @param event the event, with its id on the device
   * @param stamp when the device published it
   * @throws SQLException if the replica cannot be written
   */
  public void event(long session, int ord, Event event, long stamp) throws SQLException {
    EventColumns.bind(insert, 1, event);
    insert.setLong(EventColumns.COLUMN_COUNT + 1, session);
    insert.setInt(EventColumns.COLUMN_COUNT + 2, ord);
    insert.setLong(EventColumns.COLUMN_COUNT + 3, stamp);
    // "INSERT OR REPLACE" would have SQLite keep an undo file for every row.
    if (insert.executeUpdate() == 0) {
      Sqlite.update(
          db,
          "DELETE FROM event WHERE session = ? AND seq = ? AND ord = ?",
          session,
          event.seq(),
          ord);
      insert.executeUpdate();
    }
  }

  /** Moves the device's cursor. */
  public void merged(long generation) throws SQLException {
    Sqlite.update(db, "UPDATE device SET merged = ? WHERE id = ?", generation, device);
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
