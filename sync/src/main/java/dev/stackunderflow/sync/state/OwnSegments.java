package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** This device's segments, from the outbox to the head that names them and to their deletion. */
public final class OwnSegments {

  private static final String COLUMNS =
      "s.id, s.from_gen, s.to_gen, s.born, s.stamp, s.bytes, s.sha256, s.events";

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
    /** Named by a committed head, once at least. */
    COMMITTED(2),
    /** In the outbox, a part of a compaction that is not complete yet. */
    PARTIAL(3);

    private final int code;

    State(int code) {
      this.code = code;
    }
  }

  /**
   * A live segment.
   *
   * @param segment the segment
   * @param level how often its events were compacted
   */
  public record Live(Head.SegmentRef segment, int level) {}

  /**
   * A segment that was replaced.
   *
   * @param segment the segment
   * @param died the generation that replaced it
   * @param diedAt when this device noted that, ISO 8601 UTC
   */
  public record Dead(Head.SegmentRef segment, long died, String diedAt) {}

  /**
   * Another object in the place of a segment's, with the next head.
   *
   * @param id its name
   * @param bytes its size
   * @param sha256 its hash, in hex
   * @param events how many events it holds
   * @param sealedFor the fingerprint of the key that opens it
   * @param isErasure whether it lacks what is to be forgotten
   */
  public record Reseal(
      String id, long bytes, String sha256, long events, String sealedFor, boolean isErasure) {}

  /**
   * Adds a segment of news that is in the outbox, inside the caller's transaction.
   *
   * @param sessions the published sessions of which it holds something
   */
  public void add(Head.SegmentRef segment, Set<Long> sessions) throws SQLException {
    add(segment, State.WAITING, 0, sessions);
  }

  /** Adds a part of a compaction; it is not sent before all parts are there. */
  public void addPart(Head.SegmentRef segment, int level, Set<Long> sessions) throws SQLException {
    add(segment, State.PARTIAL, level, sessions);
  }

  private void add(Head.SegmentRef segment, State state, int level, Set<Long> sessions)
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
            state.code,
            level);
    try (PreparedStatement insert =
        db.prepareStatement("INSERT OR IGNORE INTO own_segment_session VALUES (?, ?)")) {
      insert.setLong(1, position);
      insert.setLong(2, 0); // it is known which ones it holds
      insert.executeUpdate();
      for (long session : sessions) {
        insert.setLong(2, session);
        insert.executeUpdate();
      }
    }
  }

  /**
   * Has every object that may hold something of these sessions made anew, or deleted.
   *
   * @param sessions published sessions
   */
  public void markForErasure(Set<Long> sessions) throws SQLException {
    for (long session : sessions) {
      Sqlite.update(
          db,
          """
          UPDATE own_segment SET erase = 1
          WHERE position IN (SELECT position FROM own_segment_session WHERE session = ?)
             OR position NOT IN (SELECT position FROM own_segment_session WHERE session = 0)
          """,
          session);
    }
  }

  /** Whether some object may hold something that is to be forgotten. */
  public boolean isErasureDue() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM own_segment WHERE erase = 1") > 0;
  }

  /** The live segments that may hold something to be forgotten and are not made anew yet. */
  public List<Head.SegmentRef> liveToErase() throws SQLException {
    return read(
        "SELECT "
            + COLUMNS
            + """
             FROM own_segment s
            WHERE s.erase = 1 AND s.state = 2 AND s.died IS NULL
              AND s.id NOT IN (SELECT old_id FROM reseal)
            ORDER BY s.from_gen, s.position
            """);
  }

  /** The same of those that are on their way. */
  public List<Head.SegmentRef> uncommittedToErase() throws SQLException {
    return read(
        "SELECT " + COLUMNS + " FROM own_segment s WHERE s.erase = 1 AND s.state < 2 ORDER BY 1");
  }

  /** The same of those that were replaced: they go as they are. */
  public List<Head.SegmentRef> deadToErase() throws SQLException {
    return read(
        "SELECT "
            + COLUMNS
            + " FROM own_segment s WHERE s.erase = 1 AND s.died IS NOT NULL ORDER BY 1");
  }

  /** Notes that a segment holds nothing that is to be forgotten. */
  public void needsNoErasure(String id) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET erase = 0 WHERE id = ?", id);
  }

  /** All parts of the compaction are in the outbox: they go with the next head. */
  public void partsAreComplete() throws SQLException {
    Sqlite.execute(db, "UPDATE own_segment SET state = 0 WHERE state = 3");
  }

  /** Forgets the parts of a compaction that was broken off. */
  public void dropParts() throws SQLException {
    Sqlite.execute(
        db,
        """
        DELETE FROM own_segment_session
        WHERE position IN (SELECT position FROM own_segment WHERE state = 3)
        """);
    Sqlite.execute(db, "DELETE FROM own_segment WHERE state = 3");
  }

  /** Notes that a segment is in the bucket. */
  public void sent(String segmentId) throws SQLException {
    Sqlite.update(db, "UPDATE own_segment SET state = 1 WHERE id = ?", segmentId);
    Sqlite.update(db, "UPDATE reseal SET sent = 1 WHERE id = ?", segmentId);
  }

  /** What is on its way: waiting in the outbox, or sent and not yet named by a head. */
  public List<Head.SegmentRef> uncommitted() throws SQLException {
    return read("SELECT " + COLUMNS + " FROM own_segment s WHERE s.state < 2 ORDER BY s.position");
  }

  /** What waits in the outbox: news, compactions, and others in a segment's place, as no events. */
  public List<Head.SegmentRef> waiting() throws SQLException {
    return read(
        "SELECT "
            + COLUMNS
            + """
             FROM own_segment s WHERE s.state = 0
            UNION ALL
            SELECT r.id, s.from_gen, s.to_gen, s.born, s.stamp, r.bytes, r.sha256, 0
            FROM reseal r JOIN own_segment s ON s.id = r.old_id WHERE r.sent = 0
            """);
  }

  /** The segments that make up this device's state, in the order in which they are applied. */
  public List<Live> live() throws SQLException {
    List<Live> live = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + """
                    , s.level FROM own_segment s WHERE s.state = 2 AND s.died IS NULL
                    ORDER BY s.from_gen, s.position
                    """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        live.add(new Live(segment(row), row.getInt(9)));
      }
    }
    return live;
  }

  /**
   * What the next head names: all that was sent, under the names that hold after it, without what a
   * sent compaction replaces.
   */
  public List<Head.SegmentRef> next() throws SQLException {
    return read(
        """
        SELECT coalesce(r.id, s.id), s.from_gen, s.to_gen, s.born, s.stamp,
               coalesce(r.bytes, s.bytes), coalesce(r.sha256, s.sha256),
               coalesce(r.events, s.events)
        FROM own_segment s LEFT JOIN reseal r ON r.old_id = s.id
        WHERE s.state IN (1, 2) AND s.died IS NULL
          AND NOT (s.state = 2 AND %s)
        ORDER BY s.from_gen, s.position
        """
            .formatted(IS_REPLACED));
  }

  /** A sent segment that ends before the push that adds it is a compaction of what lies in it. */
  private static final String IS_REPLACED =
      """
      EXISTS (SELECT 1 FROM own_segment c
              WHERE c.state = 1 AND c.to_gen < c.born
                AND c.from_gen <= s.from_gen AND s.to_gen <= c.to_gen)
      """;

  private List<Head.SegmentRef> read(String sql) throws SQLException {
    List<Head.SegmentRef> segments = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        segments.add(segment(row));
      }
    }
    return segments;
  }

  private static Head.SegmentRef segment(ResultSet row) throws SQLException {
    return new Head.SegmentRef(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        row.getLong(8));
  }

  /** What was replaced and is still in the bucket, the oldest first. */
  public List<Dead> dead() throws SQLException {
    List<Dead> dead = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + """
                    , s.died, s.died_at FROM own_segment s
                    WHERE s.state = 2 AND s.died IS NOT NULL ORDER BY s.died, s.position
                    """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        dead.add(new Dead(segment(row), row.getLong(9), row.getString(10)));
      }
    }
    return dead;
  }

  /** Forgets a segment that was replaced; its object is deleted after the next push. */
  public void prune(String id) throws SQLException {
    discard(id);
    Sqlite.update(
        db,
        """
        DELETE FROM own_segment_session
        WHERE position = (SELECT position FROM own_segment WHERE id = ? AND died IS NOT NULL)
        """,
        id);
    Sqlite.update(db, "DELETE FROM own_segment WHERE id = ? AND died IS NOT NULL", id);
  }

  /** Whether an object is one of this device's, live, replaced or on its way. */
  public boolean knows(String id) throws SQLException {
    return Sqlite.number(
            db,
            """
            SELECT (SELECT count(*) FROM own_segment WHERE id = ?)
                 + (SELECT count(*) FROM reseal WHERE id = ?)
                 + (SELECT count(*) FROM discarded WHERE id = ?)
            """,
            id,
            id,
            id)
        > 0;
  }

  /** Since when an object is seen that this device does not know, noted now if it is new. */
  public Instant orphanSince(String id, Instant now) throws SQLException {
    Sqlite.update(db, "INSERT OR IGNORE INTO orphan VALUES (?, ?)", id, now.toString());
    return Instant.parse(
        String.valueOf(Sqlite.text(db, "SELECT since FROM orphan WHERE id = ?", id)));
  }

  /** The live segments that are not yet under the vault's present key. */
  public List<Head.SegmentRef> toReseal() throws SQLException {
    return read(
        "SELECT "
            + COLUMNS
            + """
             FROM own_segment s
            WHERE s.state = 2 AND s.died IS NULL AND s.id NOT IN (SELECT old_id FROM reseal)
            ORDER BY s.from_gen, s.position
            """);
  }

  /** Whether some live segment gets another object with the next head. */
  public boolean hasReseals() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM reseal") > 0;
  }

  /** Adds another object for a live segment; it waits in the outbox. */
  public void reseal(String oldId, Reseal reseal) throws SQLException {
    Sqlite.update(
        db,
        "INSERT INTO reseal VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
        oldId,
        reseal.id(),
        reseal.bytes(),
        reseal.sha256(),
        reseal.events(),
        reseal.sealedFor(),
        reseal.isErasure() ? 1 : 0);
  }

  /**
   * Has what was sealed for a key that is replaced by now deleted. A head that may name it must
   * have been looked up before.
   */
  public void dropResealsNotFor(String keyFingerprint) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR IGNORE INTO discarded SELECT id FROM reseal WHERE sealed_for <> ?",
        keyFingerprint);
    Sqlite.update(db, "DELETE FROM reseal WHERE sealed_for <> ?", keyFingerprint);
  }

  /** Puts another object in the place of one that no head names. */
  public void replaceUncommitted(String oldId, String id, long bytes, String sha256, long events)
      throws SQLException {
    discard(oldId);
    Sqlite.update(
        db,
        """
        UPDATE own_segment SET id = ?, bytes = ?, sha256 = ?, events = ?, state = 0 WHERE id = ?
        """,
        id,
        bytes,
        sha256,
        events,
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
    Sqlite.update(db, "DELETE FROM orphan WHERE id = ?", id);
  }

  /** Notes that a head is in the bucket; the caller holds the transaction. */
  void commit(long generation, String when) throws SQLException {
    Sqlite.update(
        db,
        """
        UPDATE own_segment AS s SET died = ?, died_at = ?
        WHERE s.state = 2 AND s.died IS NULL AND s.born < ? AND %s
        """
            .formatted(IS_REPLACED),
        generation,
        when,
        generation);
    Sqlite.update(db, "UPDATE own_segment SET state = 2 WHERE state = 1 AND born <= ?", generation);
    Sqlite.execute(db, "INSERT OR IGNORE INTO discarded SELECT old_id FROM reseal");
    Sqlite.execute(
        db,
        """
        UPDATE own_segment SET id = r.id, bytes = r.bytes, sha256 = r.sha256, events = r.events,
                               erase = CASE r.erasure WHEN 1 THEN 0 ELSE erase END
        FROM reseal r WHERE r.old_id = own_segment.id
        """);
    Sqlite.execute(db, "DELETE FROM reseal");
  }

  /** Forgets all, because this device goes on under a new id; the objects are the copy's. */
  void clear() throws SQLException {
    for (String table :
        List.of("own_segment", "reseal", "discarded", "orphan", "own_segment_session")) {
      Sqlite.execute(db, "DELETE FROM " + table);
    }
  }
}
