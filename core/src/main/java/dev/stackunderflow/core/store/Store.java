package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The local store: one SQLite file with the tables of the published "session schema v1".
 *
 * <p>A store with our {@code application_id} is ours to create and migrate. Any other is
 * <em>foreign</em> (the Python tool's): it is read, {@code sync_state} is added to it, and nothing
 * else in it is ever touched.
 */
public final class Store implements AutoCloseable {

  /** SQLite {@code application_id} of a store that this program made: "SUFs" in ASCII. */
  public static final int APPLICATION_ID = 0x53554673;

  /** SQLite {@code user_version} of a store that this program made and migrated fully. */
  public static final int SCHEMA_VERSION = 25;

  private final Path file;
  private final Connection db;
  private final boolean foreign;
  private @Nullable String foreignColumns;

  private Store(Path file, Connection db, boolean foreign) {
    this.file = file;
    this.db = db;
    this.foreign = foreign;
  }

  /**
   * Opens the store, creating an empty one of ours where there is none.
   *
   * @param file the store's file
   * @return the open store, the caller's to close
   * @throws StoreException if a newer program wrote it, or it is not a store; nothing changes
   * @throws IOException if the file cannot be created
   * @throws SQLException if SQLite cannot open it
   */
  public static Store open(Path file) throws IOException, SQLException {
    boolean isNew = !Files.exists(file) || Files.size(file) == 0;
    Connection db = isNew ? Sqlite.open(file) : Sqlite.openAsIs(file);
    try {
      if (!isNew
          && Sqlite.number(db, "PRAGMA application_id") != APPLICATION_ID
          && Sqlite.number(db, "SELECT count(*) FROM sqlite_master") > 0) {
        ForeignSchema.require(db, file);
        return new Store(file, db, true);
      }
      if (!isNew) {
        Sqlite.makeOurs(db, file);
      }
      migrate(db, file);
      return new Store(file, db, false);
    } catch (SQLException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  private static void migrate(Connection db, Path file) throws SQLException, IOException {
    long version = Sqlite.number(db, "PRAGMA user_version");
    if (version > SCHEMA_VERSION) {
      throw new StoreException(
          file
              + " was written by a newer version of this program (store version "
              + version
              + ", this one knows "
              + SCHEMA_VERSION
              + "). Nothing was changed. Update the program.");
    }
    if (version == SCHEMA_VERSION) {
      return;
    }
    Sqlite.useTransaction(
        db,
        () -> {
          long now = Sqlite.number(db, "PRAGMA user_version");
          if (now < 1) {
            Sqlite.execute(db, "PRAGMA application_id = " + APPLICATION_ID);
            Sqlite.script(db, Store.class, "v001_session_schema.sql");
            Sqlite.update(
                db, "INSERT INTO store_identity VALUES (1, ?)", UUID.randomUUID().toString());
          }
          if (now < 23) {
            Sqlite.script(db, Store.class, "v023_sync_state.sql");
          }
          if (now < 24) {
            Sqlite.script(db, Store.class, "v024_usage_and_files.sql");
          }
          if (now < 25) {
            Sqlite.script(db, Store.class, "v025_record_sources.sql");
          }
          Sqlite.execute(db, "PRAGMA user_version = " + SCHEMA_VERSION);
        });
  }

  /** The connection, in auto-commit mode; it lives as long as this store is open. */
  public Connection connection() {
    return db;
  }

  /** The store's file. */
  public Path file() {
    return file;
  }

  /** Whether another program owns this store, so that only {@code sync_state} may be written. */
  public boolean isForeign() {
    return foreign;
  }

  /**
   * A name for this very store that changes when it is deleted and rebuilt, so that remembered row
   * ids are not taken for those of another store.
   *
   * @return an opaque string
   * @throws SQLException if the store cannot be read
   * @throws IOException if the file cannot be inspected
   */
  public String identity() throws SQLException, IOException {
    if (!foreign) {
      return String.valueOf(Sqlite.text(db, "SELECT store_id FROM store_identity"));
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return "file:" + attributes.fileKey() + ":" + attributes.creationTime().toMillis();
  }

  /**
   * The tables that hold messages: {@code messages} itself, or the monthly partitions behind it
   * where it is a view (reading through the view does not push joins down).
   *
   * @return table names, safe to put into SQL, in their order
   * @throws SQLException if the store cannot be read
   */
  public List<String> messageTables() throws SQLException {
    if (!foreign
        || "table"
            .equals(Sqlite.text(db, "SELECT type FROM sqlite_master WHERE name = 'messages'"))) {
      return List.of("messages");
    }
    List<String> tables = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT name FROM sqlite_master
                WHERE type = 'table'
                  AND (name GLOB 'messages_[0-9][0-9][0-9][0-9][0-9][0-9]'
                       OR name = 'messages_unknown')
                ORDER BY name
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /**
   * The columns of {@link EventColumns#COLUMNS} as this store has them: a foreign store's schema
   * can lack some, for which a default stands.
   *
   * @return what to select from each of {@link #messageTables}
   * @throws SQLException if the store cannot be read
   */
  public String messageColumns() throws SQLException {
    if (!foreign) {
      return EventColumns.COLUMNS;
    }
    if (foreignColumns == null) {
      foreignColumns = ForeignSchema.columns(db, messageTables());
    }
    return foreignColumns;
  }

  /** The columns of a session and its project, in the order of {@link StoreReader#session}. */
  String sessionColumns() throws SQLException {
    return foreign
        ? ForeignSchema.sessionColumns(db)
        : "s.id, p.provider, p.slug, p.path, p.display_name, p.first_seen, p.last_modified,"
            + " s.session_id, s.first_ts, s.last_ts, s.message_count";
  }

  /**
   * The events with all columns of {@link EventColumns#COLUMNS}, to select from.
   *
   * @param schema the name under which the connection has this store, such as {@code main}
   * @return a table or a subquery for each of {@link #messageTables}
   * @throws SQLException if the store cannot be read
   */
  public List<String> messageSources(String schema) throws SQLException {
    String columns = messageColumns();
    return messageTables().stream()
        .map(table -> schema + "." + table)
        .map(table -> foreign ? "(SELECT session_fk, " + columns + " FROM " + table + ")" : table)
        .toList();
  }

  /**
   * The row of {@code sync_state}.
   *
   * @return the row, or empty where sync was never set up in this store
   * @throws SQLException if the store cannot be read
   */
  public Optional<SyncState> syncState() throws SQLException {
    if (!hasSyncState()) {
      return Optional.empty();
    }
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT device_id, bucket_url, last_sync_ts, last_sync_event_id,
                       encryption_key_fingerprint, remote_event_id, conflict_count
                FROM sync_state WHERE id = 1
                """);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      long lastEvent = row.getLong(4);
      Long lastEventOrNull = row.wasNull() ? null : lastEvent;
      return Optional.of(
          new SyncState(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              lastEventOrNull,
              row.getString(5),
              row.getLong(6),
              row.getLong(7)));
    }
  }

  /**
   * Writes the row of {@code sync_state}, adding the table to a foreign store that lacks it.
   *
   * @param state what to write
   * @throws SQLException if the store cannot be written
   * @throws IOException never; declared for the transaction
   */
  public void writeSyncState(SyncState state) throws SQLException, IOException {
    Sqlite.useTransaction(
        db,
        () -> {
          if (!hasSyncState()) {
            Sqlite.script(db, Store.class, "v023_sync_state.sql");
          }
          Sqlite.update(
              db,
              """
              INSERT INTO sync_state (id, device_id, bucket_url, last_sync_ts, last_sync_event_id,
                                      encryption_key_fingerprint, remote_event_id, conflict_count)
              VALUES (1, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (id) DO UPDATE SET
                device_id = excluded.device_id, bucket_url = excluded.bucket_url,
                last_sync_ts = excluded.last_sync_ts,
                last_sync_event_id = excluded.last_sync_event_id,
                encryption_key_fingerprint = excluded.encryption_key_fingerprint,
                remote_event_id = excluded.remote_event_id,
                conflict_count = excluded.conflict_count
              """,
              state.deviceId(),
              state.bucketUrl(),
              state.lastSyncTs(),
              state.lastSyncEventId(),
              state.keyFingerprint(),
              state.remoteEventId(),
              state.conflictCount());
        });
  }

  private boolean hasSyncState() throws SQLException {
    return Sqlite.number(
            db, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'sync_state'")
        == 1;
  }

  @Override
  public void close() throws SQLException {
    db.close();
  }
}
