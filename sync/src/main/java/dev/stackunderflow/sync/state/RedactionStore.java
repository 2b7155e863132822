package dev.stackunderflow.sync.state;

import static dev.stackunderflow.sync.state.SegmentState.COMMITTED;
import static dev.stackunderflow.sync.state.SegmentState.SENT;
import static dev.stackunderflow.sync.state.SegmentState.WAITING;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Which of this device's segments may contain events that the user wants deleted. */
public final class RedactionStore {

  /** A session id that marks a segment whose sessions are all recorded. */
  static final long SESSIONS_KNOWN = 0;

  private final Connection db;

  RedactionStore(Connection db) {
    this.db = db;
  }

  /**
   * Marks every segment that may contain events of these sessions.
   *
   * @param sessions ids of published sessions
   */
  public void mark(Set<Long> sessions) throws SQLException {
    for (long session : sessions) {
      Sqlite.update(
          db,
          """
          UPDATE own_segment SET redact = 1
          WHERE position IN (SELECT position FROM own_segment_session WHERE session = ?)
             OR position NOT IN (SELECT position FROM own_segment_session WHERE session = ?)
          """,
          session,
          SESSIONS_KNOWN);
    }
  }

  /** Records that a segment contains nothing that must be deleted. */
  public void unmark(String segmentId) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET redact = 0 WHERE id = ?", segmentId);
  }

  /** Whether any segment is marked. */
  public boolean isDue() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM own_segment WHERE redact = 1") > 0;
  }

  /** The marked live segments that have no replacement yet. */
  public List<Head.SegmentRef> live() throws SQLException {
    return SegmentRows.read(
        db,
        SegmentRows.SELECT
            + """
             WHERE s.redact = 1 AND s.state = ? AND s.died IS NULL
              AND s.id NOT IN (SELECT old_id FROM replacement)
            ORDER BY s.from_gen, s.position
            """,
        COMMITTED.code());
  }

  /** The marked segments that no committed head names yet. */
  public List<Head.SegmentRef> uncommitted() throws SQLException {
    return SegmentRows.read(
        db,
        SegmentRows.SELECT + " WHERE s.redact = 1 AND s.state IN (?, ?) ORDER BY s.id",
        WAITING.code(),
        SENT.code());
  }

  /** The marked segments that a compaction has replaced. */
  public List<Head.SegmentRef> compacted() throws SQLException {
    return SegmentRows.read(
        db, SegmentRows.SELECT + " WHERE s.redact = 1 AND s.died IS NOT NULL ORDER BY s.id");
  }
}
