package dev.stackunderflow.sync.wire.v1;

import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Builds one segment in memory. */
public final class SegmentWriter implements AutoCloseable {

  /** SQLite {@code application_id} of a segment: "SUFg" in ASCII. */
  public static final int APPLICATION_ID = 0x53554667;

  /** SQLite {@code user_version} of a segment. */
  public static final int VERSION = 1;

  /** SQLite {@code page_size}, in bytes: the largest, which compresses best (see the ADR 001). */
  public static final int PAGE_BYTES = 65536;

  /** A segment is closed before its content exceeds this, in bytes. */
  public static final long TARGET_BYTES = 16L << 20;

  /** A reader accepts no larger segment, in bytes before compression. */
  public static final long MAX_BYTES = 256L << 20;

  /** No segment object is larger, in bytes as stored: encryption and compression add less. */
  public static final long MAX_OBJECT_BYTES = MAX_BYTES + (2L << 20);

  private static final String EVENT = EventColumns.COLUMNS + ", session_fk, ord, stamp";

  private final Connection db;
  private final Statements statements;
  private final PreparedStatement insert;
  private final Set<Long> sessions = new HashSet<>();
  private final Map<String, Long> projects = new HashMap<>();
  private final SegmentSize size = new SegmentSize();

  /** Starts an empty one. */
  public SegmentWriter() throws SQLException {
    db = SegmentDatabase.create();
    db.setAutoCommit(false);
    statements = new Statements(db);
    insert =
        statements.of(
            "INSERT INTO event (" + EVENT + ") VALUES (" + EventColumns.parameters(EVENT) + ")");
  }

  /** Says that what the device published of this session before is void. */
  public void reset(StoredSession session, long generation) throws SQLException {
    note(session);
    statements.update(
        "INSERT OR REPLACE INTO session_reset (session_fk, generation) VALUES (?, ?)",
        session.id(),
        generation);
  }

  /** Adds an event of a session. */
  public void add(StoredSession session, int ord, Event event, long stamp) throws SQLException {
    note(session);
    EventColumns.bind(insert, 1, event);
    insert.setLong(EventColumns.COLUMN_COUNT + 1, session.id());
    insert.setInt(EventColumns.COLUMN_COUNT + 2, ord);
    insert.setLong(EventColumns.COLUMN_COUNT + 3, stamp);
    insert.executeUpdate();
    size.add(event);
  }

  /** Names a segment in whose place this one comes. */
  public void replaces(Head.SegmentRef segment) throws SQLException {
    statements.update(
        "INSERT INTO replaced (id, from_gen, to_gen, born, stamp, bytes, sha256, events)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        segment.id(),
        segment.from(),
        segment.to(),
        segment.born(),
        segment.stamp(),
        segment.bytes(),
        segment.sha256(),
        segment.events());
  }

  private void note(StoredSession session) throws SQLException {
    if (!sessions.add(session.id())) {
      return;
    }
    String name = session.provider() + '\n' + session.slug();
    Long project = projects.get(name);
    if (project == null) {
      project = projects.size() + 1L;
      projects.put(name, project);
      statements.update(
          "INSERT INTO project VALUES (?, ?, ?, ?, ?, ?, ?)",
          project,
          session.provider(),
          session.slug(),
          session.path(),
          session.displayName(),
          session.firstSeen(),
          session.lastModified());
    }
    statements.update(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
        session.id(),
        project,
        session.sessionId(),
        session.firstTs(),
        session.lastTs(),
        session.messageCount());
  }

  /** How many events it contains. */
  public long events() {
    return size.events();
  }

  /** Whether it contains nothing, not even a reset. */
  public boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** Whether the event would make it pass the size at which segments are closed. */
  public boolean isFullFor(Event event) {
    return size.isFullFor(event);
  }

  /** The database file's bytes. */
  public byte[] bytes() throws SQLException {
    db.commit();
    return SegmentDatabase.bytes(db);
  }

  @Override
  public void close() throws SQLException {
    statements.close();
    db.close();
  }
}
