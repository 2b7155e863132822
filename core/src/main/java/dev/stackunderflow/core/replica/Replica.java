package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.StoreException;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The local SQLite file with what the other devices published, as they published it, what this
 * device has published (without content, which is in the store), the user's decisions, and the
 * tables of {@code sync.state}. This class alone creates its tables and knows its version.
 */
public final class Replica implements AutoCloseable {

  /** SQLite {@code application_id} of a replica: "SUFr" in ASCII. */
  public static final int APPLICATION_ID = 0x53554672;

  /** SQLite {@code user_version} of a replica. */
  public static final int SCHEMA_VERSION = 1;

  private static final String SESSION_COLUMNS =
      """
      SELECT s.id, p.provider, p.slug, p.path, p.display_name, p.first_seen, p.last_modified,
             s.session_id, s.first_ts, s.last_ts, s.message_count
      FROM session s JOIN project p ON p.id = s.project
      """;

  private final Path file;
  private final Connection db;

  private Replica(Path file, Connection db) {
    this.file = file;
    this.db = db;
  }

  /** The replica's file. */
  public Path file() {
    return file;
  }

  /**
   * Opens the replica, making an empty one where there is none.
   *
   * @param file the file
   * @return the open replica, the caller's to close
   * @throws SQLException if it is not a database, or cannot be opened
   * @throws OutdatedReplicaException if a development version of this program wrote it
   * @throws IOException if it cannot be created, or a newer version of this program wrote it
   */
  public static Replica open(Path file) throws SQLException, IOException {
    Connection db = Sqlite.open(file);
    try {
      if (Sqlite.number(db, "PRAGMA user_version") == 0) {
        Sqlite.useTransaction(db, () -> create(db));
      }
      requireVersion(db, file);
      return new Replica(file, db);
    } catch (SQLException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  private static void create(Connection db) throws SQLException {
    if (Sqlite.number(db, "PRAGMA user_version") != 0) {
      return; // another process was quicker
    }
    for (String script : List.of("replica.sql", "decision.sql", "ledger.sql")) {
      Sqlite.script(db, Replica.class, script);
    }
    Sqlite.update(
        db,
        "INSERT INTO replica_identity (id, replica_id) VALUES (1, ?)",
        UUID.randomUUID().toString());
    Sqlite.execute(db, "PRAGMA application_id = " + APPLICATION_ID);
    Sqlite.execute(db, "PRAGMA user_version = " + SCHEMA_VERSION);
  }

  /** Not 1 in a file of a development version, which lacks a table. */
  private static final String IS_RELEASED =
      """
      SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'replacement')
           * (SELECT count(*) FROM sqlite_schema WHERE name = 'refused_head')
      """;

  private static void requireVersion(Connection db, Path file) throws SQLException, IOException {
    if (Sqlite.number(db, IS_RELEASED) != 1) { // development versions counted up to 3
      throw new OutdatedReplicaException(
          file
              + " was written by a development version of this program. Nothing was changed; your own"
              + " events are in the store. `stackunderflow sync now` sets the file aside and rebuilds"
              + " it from the bucket.");
    }
    if (Sqlite.number(db, "PRAGMA user_version") > SCHEMA_VERSION) {
      throw new StoreException(
          file
              + " was written by a newer version of this program. Nothing was changed."
              + " Update the program.");
    }
  }

  /**
   * Another device.
   *
   * @param id the row's id here
   * @param deviceId the device's random UUID
   * @param label the name that people read
   * @param merged the generation up to which its events are here
   * @param writeOnly whether it can only add to the vault; its raw lines come after those of others
   */
  public record Device(long id, String deviceId, String label, long merged, boolean writeOnly) {}

  /** The connection, in auto-commit mode; it lives as long as this replica is open. */
  public Connection connection() {
    return db;
  }

  /** A name for this very file, so that remembered row ids are not taken for those of another. */
  public String identity() throws SQLException {
    return String.valueOf(Sqlite.text(db, "SELECT replica_id FROM replica_identity"));
  }

  /** Takes another {@link #identity}: rows that were read before may be gone. */
  public void becomeAnother() throws SQLException {
    Sqlite.update(db, "UPDATE replica_identity SET replica_id = ?", UUID.randomUUID().toString());
  }

  /** Names this device; the view shows its events under these. */
  public void nameThisDevice(String deviceId, String label) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT INTO this_device (id, device_id, label) VALUES (1, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          device_id = excluded.device_id, label = excluded.label, changes = changes + 1
        WHERE device_id <> excluded.device_id OR label <> excluded.label
        """,
        deviceId,
        label);
  }

  /** This device; its {@code merged} is the number of changes to what is published. */
  public Device thisDevice() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement("SELECT device_id, label, changes FROM this_device");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Device(0, row.getString(1), row.getString(2), row.getLong(3), false)
          : new Device(0, "this", "this", 0, false);
    }
  }

  /** Deletes a device with all of its events. */
  public void remove(String deviceId) throws SQLException {
    Sqlite.update(db, "DELETE FROM device WHERE device_id = ?", deviceId);
  }

  /** Records what a device may do, as its certificate says. */
  public void setWriteOnly(String deviceId, boolean writeOnly) throws SQLException {
    Sqlite.update(
        db, "UPDATE device SET write_only = ? WHERE device_id = ?", writeOnly ? 1 : 0, deviceId);
  }

  /** The row id of this device among the others: it has one where its store lost something. */
  public long ownRow() throws SQLException {
    return Sqlite.number(
        db, "SELECT d.id FROM device d JOIN this_device t ON t.device_id = d.device_id");
  }

  /** The other devices, in the order in which they were met. */
  public List<Device> devices() throws SQLException {
    List<Device> devices = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT id, device_id, label, merged, write_only FROM device ORDER BY id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        devices.add(
            new Device(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getBoolean(5)));
      }
    }
    return devices;
  }

  /** How many events of a device are here. */
  public long eventCount(long device) throws SQLException {
    return Sqlite.number(
        db,
        """
        SELECT count(*) FROM event e
        WHERE e.session IN (SELECT s.id FROM session s JOIN project p ON p.id = s.project
                            WHERE p.device = ?)
        """,
        device);
  }

  /** The highest id of any event here, 0 where there was never one. */
  public long maxId() throws SQLException {
    return Sqlite.number(db, "SELECT max(id) FROM event");
  }

  /** The sessions that hold an event with an id above the mark, in ascending order. */
  public List<Long> sessionsAbove(long mark) throws SQLException {
    List<Long> sessions = new ArrayList<>();
    // Without this SQLite walks through the whole index of sessions to find them distinct.
    String above = mark > 0 ? " NOT INDEXED" : "";
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT DISTINCT session FROM event" + above + " WHERE id > ? ORDER BY 1")) {
      select.setLong(1, mark);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sessions.add(rows.getLong(1));
        }
      }
    }
    return sessions;
  }

  /** A session with its project. */
  public StoredSession session(long id) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(SESSION_COLUMNS + " WHERE s.id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the replica has no session " + id);
        }
        return StoreReader.session(row);
      }
    }
  }

  /** The row id of the device that a session is of. */
  public long deviceOfSession(long session) throws SQLException {
    return Sqlite.number(
        db,
        "SELECT p.device FROM session s JOIN project p ON p.id = s.project WHERE s.id = ?",
        session);
  }

  /** The ids of a session's events. */
  public List<Long> eventIds(long session) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement("SELECT id FROM event WHERE session = ?")) {
      select.setLong(1, session);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  /** Takes an event with its stamp; may write it to another database. */
  @FunctionalInterface
  public interface StampedSink {
    /** Takes one. */
    void accept(Event event, long stamp) throws SQLException, IOException;
  }

  /**
   * Reads a session's events with an id above the mark, in ascending seq.
   *
   * @param session the session's row id here
   * @param mark an id, 0 for all
   * @param sink takes the events, whose id is the one here
   * @throws SQLException if the replica cannot be read
   * @throws IOException if the sink fails
   */
  public void read(long session, long mark, StampedSink sink) throws SQLException, IOException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + EventColumns.COLUMNS
                + ", stamp FROM event WHERE session = ? AND id > ? ORDER BY seq, ord")) {
      select.setLong(1, session);
      select.setLong(2, mark);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sink.accept(EventColumns.event(rows), rows.getLong(EventColumns.COLUMN_COUNT + 1));
        }
      }
    }
  }

  /** Whether nothing in the file is damaged; reads all of it. */
  public boolean isSound() throws SQLException {
    try {
      return "ok".equals(Sqlite.text(db, "PRAGMA quick_check(1)"));
    } catch (SQLException e) {
      if (Sqlite.isDamage(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    db.close();
  }
}
