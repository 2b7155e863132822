package dev.stackunderflow.sync.wire.v1;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.thread.BackgroundReader;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one segment, from memory, after its hash has been checked against a verified head. */
public final class SegmentReader implements AutoCloseable {

  private final Connection db;

  private SegmentReader(Connection db) {
    this.db = db;
  }

  /**
   * Opens a segment.
   *
   * @param bytes the database file's bytes
   * @return the open segment, the caller's to close
   * @throws WireException if it is not a segment, or a newer program wrote it
   */
  public static SegmentReader open(byte[] bytes) throws WireException {
    try {
      return new SegmentReader(SegmentDatabase.open(bytes));
    } catch (SQLException e) {
      throw WireException.invalid("The segment is not a valid database");
    }
  }

  /**
   * A session of the segment.
   *
   * @param session with the publishing store's id
   * @param resetGeneration the generation of its reset, null where it was not reset
   */
  public record SegmentSession(StoredSession session, @Nullable Long resetGeneration) {}

  /**
   * An event of the segment.
   *
   * @param session the id of its session in the segment
   * @param ord 0, or more for further events at the same seq
   * @param event the event
   * @param stamp when it was published
   */
  public record PublishedEvent(long session, int ord, Event event, long stamp) {}

  /** Receives the events, each with the id of its session in the segment. */
  @FunctionalInterface
  public interface Sink {
    /** Receives one event. */
    void accept(long session, int ord, Event event, long stamp) throws SQLException, IOException;
  }

  /** Every session that the segment has events or a reset of. */
  public List<SegmentSession> sessions() throws WireException {
    List<SegmentSession> sessions = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT s.id, p.provider, p.slug, p.path, p.display_name, p.first_seen,
                       p.last_modified, s.session_id, s.first_ts, s.last_ts, s.message_count,
                       r.generation
                FROM session s
                JOIN project p ON p.id = s.project_id
                LEFT JOIN session_reset r ON r.session_fk = s.id
                ORDER BY s.id
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        StoredSession session = StoreReader.session(row);
        long reset = row.getLong(12);
        Long resetOrNull = row.wasNull() ? null : reset;
        sessions.add(new SegmentSession(session, resetOrNull));
      }
    } catch (SQLException e) {
      throw unreadable();
    }
    return sessions;
  }

  /** The segments that this one replaced, in the order in which they were applied. */
  public List<Head.SegmentRef> replaced() throws WireException {
    List<Head.SegmentRef> replaced = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT id, from_gen, to_gen, born, stamp, bytes, sha256, events
                FROM replaced ORDER BY from_gen, id
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        var segment =
            new Head.SegmentRef(
                String.valueOf(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                String.valueOf(row.getString(7)),
                row.getLong(8));
        if (!Layout.isSegmentId(segment.id())
            || segment.bytes() < 0
            || segment.bytes() > SegmentWriter.MAX_OBJECT_BYTES) {
          throw WireException.invalid("The segment lists a malformed segment that it replaced");
        }
        replaced.add(segment);
      }
    } catch (SQLException e) {
      throw unreadable();
    }
    return replaced;
  }

  private static WireException unreadable() {
    return WireException.invalid("The segment is not a valid database");
  }

  /**
   * Reads all events, session by session as they were written.
   *
   * @param sink receives the events
   * @throws WireException if the segment cannot be read
   * @throws SQLException if the sink fails
   * @throws IOException if the sink fails
   */
  public void events(Sink sink) throws WireException, SQLException, IOException {
    read(one -> sink.accept(one.session(), one.ord(), one.event(), one.stamp()));
  }

  /** Reads all events as {@link #events} does. */
  public void read(BackgroundReader.Sink<PublishedEvent> sink)
      throws WireException, SQLException, IOException {
    try (PreparedStatement select = prepareEvents();
        ResultSet row = query(select)) {
      while (next(row)) {
        sink.accept(read(row));
      }
    }
  }

  private PreparedStatement prepareEvents() throws WireException {
    try {
      return db.prepareStatement(
          "SELECT " + EventColumns.COLUMNS + ", ord, stamp, session_fk FROM event ORDER BY rowid");
    } catch (SQLException e) {
      throw unreadable();
    }
  }

  private static ResultSet query(PreparedStatement select) throws WireException {
    try {
      return select.executeQuery();
    } catch (SQLException e) {
      throw unreadable();
    }
  }

  private static boolean next(ResultSet row) throws WireException {
    try {
      return row.next();
    } catch (SQLException e) {
      throw unreadable();
    }
  }

  private static PublishedEvent read(ResultSet row) throws WireException {
    try {
      int columns = EventColumns.COLUMN_COUNT;
      return new PublishedEvent(
          row.getLong(columns + 3),
          row.getInt(columns + 1),
          EventColumns.event(row),
          row.getLong(columns + 2));
    } catch (SQLException e) {
      throw unreadable();
    }
  }

  @Override
  public void close() throws SQLException {
    db.close();
  }
}
