package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.SessionKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this device published, and has only in the replica: its store lost it. */
public final class LostEvents {

  private static final String FROM_OWN =
      """
      FROM session s JOIN project p ON p.id = s.project
      JOIN device d ON d.id = p.device
      JOIN this_device t ON t.device_id = d.device_id
      """;

  private final Connection db;

  /** Reads and writes the replica's tables. */
  public LostEvents(Replica replica) {
    this.db = replica.connection();
  }

  /** How many events of each session the replica holds. */
  public Map<SessionKey, Long> countsBySession() throws SQLException {
    Map<SessionKey, Long> counts = new HashMap<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT p.provider, p.slug, s.session_id,
                       (SELECT count(*) FROM event e WHERE e.session = s.id) AS events
                """
                    + FROM_OWN);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts.put(
            new SessionKey(
                row.getString("provider"), row.getString("slug"), row.getString("session_id")),
            row.getLong("events"));
      }
    }
    return counts;
  }

  /** Whether anything is here. */
  public boolean isAnyHere() throws SQLException {
    return Sqlite.number(
            db, "SELECT EXISTS (SELECT 1 " + FROM_OWN + " JOIN event e ON e.session = s.id)")
        == 1;
  }

  /** The names of a session's events that are here. */
  public Set<Name> names(SessionKey key) throws SQLException {
    Set<Name> names = new HashSet<>();
    try (PreparedStatement select =
        db.prepareStatement("SELECT seq, ord FROM event WHERE session = ?")) {
      select.setLong(1, session(key));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          names.add(new Name(row.getLong(1), row.getInt(2)));
        }
      }
    }
    return names;
  }

  /** Takes an event under its published name; may write it elsewhere. */
  @FunctionalInterface
  public interface Sink {
    /** Takes one. */
    void accept(Name name, Event event) throws SQLException, IOException;
  }

  /**
   * Reads a session's events that are here.
   *
   * @param key the session
   * @param sink takes the events, in ascending (seq, ord)
   */
  public void read(SessionKey key, Sink sink) throws SQLException, IOException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + EventColumns.COLUMNS
                + ", ord FROM event WHERE session = ? ORDER BY seq, ord")) {
      select.setLong(1, session(key));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Event event = EventColumns.event(row);
          sink.accept(new Name(event.seq(), row.getInt("ord")), event);
        }
      }
    }
  }

  /**
   * Takes out what is in the store again.
   *
   * @return whether anything was
   */
  public boolean remove(SessionKey key, Set<Name> inStore) throws SQLException {
    long session = session(key);
    boolean removed = false;
    for (Name name : names(key)) {
      if (inStore.contains(name)) {
        Sqlite.update(
            db,
            "DELETE FROM event WHERE session = ? AND seq = ? AND ord = ?",
            session,
            name.seq(),
            name.ord());
        removed = true;
      }
    }
    return removed;
  }

  /**
   * Notes that an event was published again, or is not a lost one any more.
   *
   * @param key the session
   * @param from the name that it had
   * @param to the name that it has now, null to take it out
   * @param event the event as it was published now
   * @param stamp when
   */
  public void move(SessionKey key, Name from, @Nullable Name to, Event event, long stamp)
      throws SQLException {
    long session = session(key);
    Sqlite.update(
        db,
        "DELETE FROM event WHERE session = ? AND seq = ? AND ord = ?",
        session,
        from.seq(),
        from.ord());
    if (to == null) {
      return;
    }
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT OR REPLACE INTO event ("
                + ReplicaWriter.EVENT
                + ") VALUES ("
                + EventColumns.parameters(ReplicaWriter.EVENT)
                + ")")) {
      EventColumns.bind(insert, 1, event);
      insert.setLong(EventColumns.COLUMN_COUNT + 1, session);
      insert.setInt(EventColumns.COLUMN_COUNT + 2, to.ord());
      insert.setLong(EventColumns.COLUMN_COUNT + 3, stamp);
      insert.executeUpdate();
    }
  }

  private long session(SessionKey key) throws SQLException {
    return Sqlite.number(
        db,
        "SELECT s.id " + FROM_OWN + " WHERE p.provider = ? AND p.slug = ? AND s.session_id = ?",
        key.provider(),
        key.slug(),
        key.sessionId());
  }
}
