package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.Sqlite;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.wire.v1.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** This device's segments, from the outbox to the head that names them and to their deletion. */
public final class OwnSegments {

  private final Connection db;

  OwnSegments(Replica replica) {
    this.db = replica.connection();
  }

  /** Where a segment of this device is on its way. */
  public enum State {
    /** Encrypted, in the outbox. */
    WAITING(0),
    /** In the bucket, not yet named by a head. */
    SENT(1),
    /** Named by a committed head. */
    COMMITTED(2);

    private final int code;

    State(int code) {
      this.code = code;
    }
  }

  /** Adds a segment that is in the outbox. */
  public void add(Head.SegmentRef segment) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT INTO own_segment (id, from_gen, to_gen, born, bytes, sha256, events, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0)
        """,
        segment.id(),
        segment.from(),
        segment.to(),
        segment.born(),
        segment.bytes(),
        segment.sha256(),
        segment.events());
  }

  /** Notes that a segment is in the bucket. */
  public void sent(String segmentId) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET state = 1 WHERE id = ?", segmentId);
    Sqlite.update(db, "UPDATE reseal SET sent = 1 WHERE id = ?", segmentId);
  }

  /** The segments in the given states, in the order in which a reader applies them. */
  public List<Head.SegmentRef> in(State first, State last) throws SQLException {
    return read(
        """
        SELECT id, from_gen, to_gen, born, died, bytes, sha256, events
        FROM own_segment WHERE state BETWEEN ? AND ? ORDER BY from_gen, position
        """,
        first.code,
        last.code);
  }

  /** What waits in the outbox: news, and committed segments under another key. */
  public List<Head.SegmentRef> waiting() throws SQLException {
    return read(
        """
        SELECT id, from_gen, to_gen, born, died, bytes, sha256, events
        FROM own_segment WHERE state = 0
        UNION ALL
        SELECT r.id, s.from_gen, s.to_gen, s.born, s.died, r.bytes, r.sha256, 0
        FROM reseal r JOIN own_segment s ON s.id = r.old_id WHERE r.sent = 0
        """);
  }

  /** What the next head names: all that was sent, under the names that hold after it. */
  public List<Head.SegmentRef> next() throws SQLException {
    return read(
        """
        SELECT coalesce(r.id, s.id), s.from_gen, s.to_gen, s.born, s.died,
               coalesce(r.bytes, s.bytes), coalesce(r.sha256, s.sha256), s.events
        FROM own_segment s LEFT JOIN reseal r ON r.old_id = s.id
        WHERE s.state > 0 ORDER BY s.from_gen, s.position
        """);
  }

  private List<Head.SegmentRef> read(String sql, Object... args) throws SQLException {
    List<Head.SegmentRef> segments = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, args);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long died = row.getLong(5);
          Long diedOrNull = row.wasNull() ? null : died;
          segments.add(
              new Head.SegmentRef(
                  row.getString(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  diedOrNull,
                  row.getLong(6),
                  row.getString(7),
                  row.getLong(8)));
        }
      }
    }
    return segments;
  }

  /** The committed segments that are not yet under the vault's present key. */
  public List<Head.SegmentRef> toReseal() throws SQLException {
    return read(
        """
        SELECT id, from_gen, to_gen, born, died, bytes, sha256, events
        FROM own_segment WHERE state = 2 AND id NOT IN (SELECT old_id FROM reseal)
        ORDER BY from_gen, position
        """);
  }

  /** How many committed segments are not yet under the vault's present key. */
  public long countToReseal() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM own_segment WHERE state = 2")
        - Sqlite.number(db, "SELECT count(*) FROM reseal WHERE sent = 1");
  }

  /** Adds a committed segment under another key; it waits in the outbox. */
  public void reseal(String oldId, String id, long bytes, String sha256) throws SQLException {
    Sqlite.update(db, "INSERT INTO reseal VALUES (?, ?, ?, ?, 0)", oldId, id, bytes, sha256);
  }

  /** Has what was sealed for a key that is replaced by now deleted. */
  void forgetReseals() throws SQLException {
    Sqlite.execute(db, "INSERT OR IGNORE INTO discarded SELECT id FROM reseal");
    Sqlite.execute(db, "DELETE FROM reseal");
  }

  /** Puts another object in the place of one that no head names. */
  public void replaceUncommitted(String oldId, String id, long bytes, String sha256)
      throws SQLException {
    discard(oldId);
    Sqlite.update(
        db,
        "UPDATE own_segment SET id = ?, bytes = ?, sha256 = ?, state = 0 WHERE id = ?",
        id,
        bytes,
        sha256,
        oldId);
  }

  /** Has an object of this device deleted after the next head. */
  public void discard(String id) throws SQLException {
    Sqlite.update(db, "INSERT OR IGNORE INTO discarded VALUES (?)", id);
  }

  /** Objects that no head of this device names any more, to be deleted. */
  public List<String> discarded() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement("SELECT id FROM discarded ORDER BY id");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  /** Notes that an object is deleted. */
  public void deleted(String id) throws SQLException {
    Sqlite.update(db, "DELETE FROM discarded WHERE id = ?", id);
  }

  /** Notes that a head is in the bucket; the caller holds the transaction. */
  void commit(long generation, boolean resealed) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET state = 2 WHERE state = 1 AND born <= ?", generation);
    if (resealed) {
      Sqlite.execute(db, "INSERT OR IGNORE INTO discarded SELECT old_id FROM reseal");
      Sqlite.execute(
          db,
          """
          UPDATE own_segment SET id = r.id, bytes = r.bytes, sha256 = r.sha256
          FROM reseal r WHERE r.old_id = own_segment.id
          """);
      Sqlite.execute(db, "DELETE FROM reseal");
    }
  }

  /** Forgets all, because this device goes on under a new id; the objects are the copy's. */
  void clear() throws SQLException {
    for (String table : List.of("own_segment", "reseal", "discarded")) {
      Sqlite.execute(db, "DELETE FROM " + table);
    }
  }
}
