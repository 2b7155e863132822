package dev.stackunderflow.sync.state;

import static dev.stackunderflow.sync.state.SegmentState.COMMITTED;
import static dev.stackunderflow.sync.state.SegmentState.PARTIAL;
import static dev.stackunderflow.sync.state.SegmentState.SENT;
import static dev.stackunderflow.sync.state.SegmentState.WAITING;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** This device's segments, from the outbox to the head that names them. */
public final class SegmentStore {

  /** A sent segment that ends before the push that adds it is a compaction of the range in it. */
  private static final String IS_COMPACTED =
      """
      EXISTS (SELECT 1 FROM own_segment c
              WHERE c.state = %d AND c.to_gen < c.born
                AND c.from_gen <= s.from_gen AND s.to_gen <= c.to_gen)
      """
          .formatted(SENT.code());

  private final Connection db;

  SegmentStore(Connection db) {
    this.db = db;
  }

  /**
   * A live segment.
   *
   * @param segment the segment
   * @param level how often its events were compacted
   */
  public record Live(Head.SegmentRef segment, int level) {}

  /**
   * Adds a segment of new events that is in the outbox.
   *
   * @param sessions the ids of the published sessions that it contains events of
   */
  public void add(Head.SegmentRef segment, Set<Long> sessions) throws SQLException {
    add(segment, WAITING, 0, sessions);
  }

  /** Adds one part of a compaction. It is not sent before {@link #completeParts}. */
  public void addPart(Head.SegmentRef segment, int level, Set<Long> sessions) throws SQLException {
    add(segment, PARTIAL, level, sessions);
  }

  private void add(Head.SegmentRef segment, SegmentState state, int level, Set<Long> sessions)
      throws SQLException {
    long position =
        Sqlite.number(
            db,
            """
            INSERT INTO own_segment
              (id, from_gen, to_gen, born, stamp, bytes, sha256, events, state, level)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position
            """,
            segment.id(),
            segment.from(),
            segment.to(),
            segment.born(),
            segment.stamp(),
            segment.bytes(),
            segment.sha256(),
            segment.events(),
            state.code(),
            level);
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT OR IGNORE INTO own_segment_session (position, session) VALUES (?, ?)")) {
      insert.setLong(1, position);
      insert.setLong(2, RedactionStore.SESSIONS_KNOWN);
      insert.executeUpdate();
      for (long session : sessions) {
        insert.setLong(2, session);
        insert.executeUpdate();
      }
    }
  }

  /** All parts of the compaction are in the outbox: the next push sends them. */
  public void completeParts() throws SQLException {
    Sqlite.update(
        db, "UPDATE own_segment SET state = ? WHERE state = ?", WAITING.code(), PARTIAL.code());
  }

  /** Removes the parts of an interrupted compaction. */
  public void dropParts() throws SQLException {
    Sqlite.update(
        db,
        """
        DELETE FROM own_segment_session
        WHERE position IN (SELECT position FROM own_segment WHERE state = ?)
        """,
        PARTIAL.code());
    Sqlite.update(db, "DELETE FROM own_segment WHERE state = ?", PARTIAL.code());
  }

  /** Records that a segment, or a replacement, is in the bucket. */
  public void markSent(String segmentId) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET state = ? WHERE id = ?", SENT.code(), segmentId);
    Sqlite.update(db, "UPDATE replacement SET sent = 1 WHERE id = ?", segmentId);
  }

  /** Segments in the outbox or in the bucket that no committed head names yet. */
  public List<Head.SegmentRef> uncommitted() throws SQLException {
    return SegmentRows.read(
        db,
        SegmentRows.SELECT + " WHERE s.state IN (?, ?) ORDER BY s.position",
        WAITING.code(),
        SENT.code());
  }

  /** Everything in the outbox to send; replacements count 0 events. */
  public List<Head.SegmentRef> waiting() throws SQLException {
    return SegmentRows.read(
        db,
        """
        SELECT s.id, s.from_gen, s.to_gen, s.born, s.stamp, s.bytes, s.sha256, s.events
        FROM own_segment s WHERE s.state = ?
        UNION ALL
        SELECT r.id, s.from_gen, s.to_gen, s.born, s.stamp, r.bytes, r.sha256, 0
        FROM replacement r JOIN own_segment s ON s.id = r.old_id WHERE r.sent = 0
        """,
        WAITING.code());
  }

  /** The segments that make up this device's state, in the order in which they are applied. */
  public List<Live> live() throws SQLException {
    return SegmentRows.read(
        db,
        row -> new Live(SegmentRows.segment(row), row.getInt("level")),
        SegmentRows.SELECT
            + " WHERE s.state = ? AND s.died IS NULL ORDER BY s.from_gen, s.position",
        COMMITTED.code());
  }

  /** The live segments that have no replacement yet. */
  public List<Head.SegmentRef> liveWithoutReplacement() throws SQLException {
    return SegmentRows.read(
        db,
        SegmentRows.SELECT
            + """
             WHERE s.state = ? AND s.died IS NULL AND s.id NOT IN (SELECT old_id FROM replacement)
            ORDER BY s.from_gen, s.position
            """,
        COMMITTED.code());
  }

  /**
   * The segments that the next head names: everything that was sent, with replacements in place of
   * what they replace, and without what a sent compaction replaces.
   */
  public List<Head.SegmentRef> next() throws SQLException {
    return SegmentRows.read(
        db,
        """
        SELECT coalesce(r.id, s.id) AS id, s.from_gen, s.to_gen, s.born, s.stamp,
               coalesce(r.bytes, s.bytes) AS bytes, coalesce(r.sha256, s.sha256) AS sha256,
               coalesce(r.events, s.events) AS events
        FROM own_segment s LEFT JOIN replacement r ON r.old_id = s.id
        WHERE s.state IN (?, ?) AND s.died IS NULL AND NOT (s.state = ? AND %s)
        ORDER BY s.from_gen, s.position
        """
            .formatted(IS_COMPACTED),
        SENT.code(),
        COMMITTED.code(),
        COMMITTED.code());
  }

  /** Puts a new object in place of one that no head names yet; it waits in the outbox. */
  public void replaceUncommitted(String oldId, Head.SegmentRef replacement) throws SQLException {
    Sqlite.update(
        db,
        "UPDATE own_segment SET id = ?, bytes = ?, sha256 = ?, events = ?, state = ? WHERE id = ?",
        replacement.id(),
        replacement.bytes(),
        replacement.sha256(),
        replacement.events(),
        WAITING.code(),
        oldId);
    Sqlite.update(db, "INSERT OR IGNORE INTO garbage (id) VALUES (?)", oldId);
  }

  /** Records that the head of a generation is in the bucket. */
  void commit(PendingHead head) throws SQLException {
    Sqlite.update(
        db,
        """
        UPDATE own_segment AS s SET died = ?, died_at = ?
        WHERE s.state = ? AND s.died IS NULL AND s.born < ? AND %s
        """
            .formatted(IS_COMPACTED),
        head.generation(),
        Times.write(head.writtenAt()),
        COMMITTED.code(),
        head.generation());
    Sqlite.update(
        db,
        "UPDATE own_segment SET state = ? WHERE state = ? AND born <= ?",
        COMMITTED.code(),
        SENT.code(),
        head.generation());
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM own_segment");
    Sqlite.execute(db, "DELETE FROM own_segment_session");
  }
}
