package dev.stackunderflow.sync.state;

import static dev.stackunderflow.sync.state.SegmentState.COMMITTED;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** This device's objects in the bucket that are not live: compacted, garbage, or unknown. */
public final class GarbageStore {

  private final Connection db;

  GarbageStore(Connection db) {
    this.db = db;
  }

  /**
   * A segment that a compaction has replaced; its object is still in the bucket.
   *
   * @param segment the segment
   * @param died the generation that replaced it
   * @param diedAt when that generation was pushed
   */
  public record Compacted(Head.SegmentRef segment, long died, Instant diedAt) {}

  /** The compacted segments whose objects are still in the bucket, the oldest first. */
  public List<Compacted> compacted() throws SQLException {
    return SegmentRows.read(
        db,
        row ->
            new Compacted(
                SegmentRows.segment(row),
                row.getLong("died"),
                Objects.requireNonNull(Times.read(row, "died_at"))),
        SegmentRows.SELECT
            + " WHERE s.state = ? AND s.died IS NOT NULL ORDER BY s.died, s.position",
        COMMITTED.code());
  }

  /** Removes a compacted segment and makes its object garbage. */
  public void prune(String segmentId) throws SQLException {
    add(segmentId);
    Sqlite.update(
        db,
        """
        DELETE FROM own_segment_session
        WHERE position = (SELECT position FROM own_segment WHERE id = ? AND died IS NOT NULL)
        """,
        segmentId);
    Sqlite.update(db, "DELETE FROM own_segment WHERE id = ? AND died IS NOT NULL", segmentId);
  }

  /** Makes an object garbage: it is deleted after the next head is committed. */
  public void add(String segmentId) throws SQLException {
    Sqlite.update(db, "INSERT OR IGNORE INTO garbage (id) VALUES (?)", segmentId);
  }

  /** The ids of the objects to delete. */
  public List<String> all() throws SQLException {
    return SegmentRows.read(db, row -> row.getString("id"), "SELECT id FROM garbage ORDER BY id");
  }

  /** Records that an object is deleted. */
  public void markDeleted(String segmentId) throws SQLException {
    Sqlite.update(db, "DELETE FROM garbage WHERE id = ?", segmentId);
    Sqlite.update(db, "DELETE FROM orphan WHERE id = ?", segmentId);
  }

  /** Whether an object is one of this device's: live, compacted, on its way, or garbage. */
  public boolean isKnown(String segmentId) throws SQLException {
    return Sqlite.number(
            db,
            """
            SELECT (SELECT count(*) FROM own_segment WHERE id = ?)
                 + (SELECT count(*) FROM replacement WHERE id = ?)
                 + (SELECT count(*) FROM garbage WHERE id = ?)
            """,
            segmentId,
            segmentId,
            segmentId)
        > 0;
  }

  /** When an object that this device does not know was first seen; now if it is new. */
  public Instant orphanSince(String segmentId, Instant now) throws SQLException {
    Sqlite.update(
        db, "INSERT OR IGNORE INTO orphan (id, since) VALUES (?, ?)", segmentId, now.toString());
    return Instant.parse(
        String.valueOf(Sqlite.text(db, "SELECT since FROM orphan WHERE id = ?", segmentId)));
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM garbage");
    Sqlite.execute(db, "DELETE FROM orphan");
  }
}
