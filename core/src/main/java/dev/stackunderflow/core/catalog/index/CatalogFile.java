package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.sqlite.Rewrite;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the catalog's file. It is derived data: one of another layout, or a damaged one, is made
 * again from the store and the replica. A file that another process has open is never deleted.
 */
public final class CatalogFile {

  /** SQLite {@code user_version} of the catalog; another one means another layout. */
  static final int SCHEMA_VERSION = 10;

  private static final int GLANCE_BUSY_MILLIS = 50;

  /** The caller of {@link #clear} tries again later. */
  private static final int CLEAR_BUSY_MILLIS = 2_000;

  /** The tables of a full-text index go with it. */
  private static final String NEXT_TABLE =
      """
      SELECT name FROM main.sqlite_schema
      WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
      ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC LIMIT 1
      """;

  private CatalogFile() {}

  /**
   * Opens or creates the catalog.
   *
   * @param file the file
   * @return a connection, the caller's to close
   * @throws SQLException if the file cannot be used: it is busy, the disk is full, or it is damaged
   *     and another process has it open
   * @throws IOException if the file cannot be created
   */
  public static Connection open(Path file) throws SQLException, IOException {
    try {
      return openOrCreate(file);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e) || isOpenElsewhere(file)) {
        throw e; // the file may be fine, and another process may use it
      }
      SqliteFiles.delete(file);
      return openOrCreate(file);
    }
  }

  /**
   * Opens the catalog as it is, for reading: nothing is brought up to date, created or waited for.
   *
   * @param file the file
   * @return a connection, the caller's to close; null if there is no catalog, or it has another
   *     schema
   * @throws SQLException if the file cannot be read
   */
  public static @Nullable Connection openAsItIs(Path file) throws SQLException {
    if (!Files.exists(file)) {
      return null;
    }
    Connection db = Sqlite.openReadOnly(file, false, GLANCE_BUSY_MILLIS);
    try {
      if (Sqlite.number(db, "PRAGMA user_version") == SCHEMA_VERSION) {
        return db;
      }
    } catch (SQLException | RuntimeException e) {
      db.close();
      throw e;
    }
    db.close();
    return null;
  }

  /**
   * An empty catalog that is in no file of its own, for when the file cannot be used.
   *
   * @return a connection, the caller's to close
   */
  public static Connection temporary() throws SQLException, IOException {
    Connection db = Sqlite.temporary();
    try {
      create(db);
      return db;
    } catch (SQLException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  /**
   * Empties the catalog, so that nothing of deleted events is left in it. Processes that have it
   * open see it empty, and fill it again.
   *
   * @param file the file; nothing happens where there is none
   * @throws SQLException if another process uses the file, or it cannot be written; some of the
   *     bytes can then still be in it
   */
  public static void clear(Path file) throws SQLException, IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(db, "PRAGMA secure_delete = ON");
      Sqlite.execute(db, "PRAGMA busy_timeout = " + CLEAR_BUSY_MILLIS);
      empty(db);
      Rewrite.emptyLog(db);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e) || isOpenElsewhere(file)) {
        throw e;
      }
      SqliteFiles.delete(file);
    }
  }

  private static Connection openOrCreate(Path file) throws SQLException, IOException {
    Connection db = Sqlite.open(file);
    try {
      long version = Sqlite.number(db, "PRAGMA user_version");
      if (version != 0 && version != SCHEMA_VERSION) {
        empty(db);
        version = 0;
      }
      if (version == 0) {
        Sqlite.useTransaction(
            db,
            () -> {
              if (Sqlite.number(db, "PRAGMA user_version") == 0) {
                create(db);
              }
            });
      }
      return db;
    } catch (SQLException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  private static void create(Connection db) throws SQLException, IOException {
    Sqlite.script(db, CatalogFile.class, "catalog.sql");
    Sqlite.execute(db, "PRAGMA user_version = " + SCHEMA_VERSION);
  }

  /** Drops every table, in place. */
  private static void empty(Connection db) throws SQLException, IOException {
    Sqlite.execute(db, "PRAGMA foreign_keys = OFF");
    Sqlite.useTransaction(
        db,
        () -> {
          String next;
          while ((next = Sqlite.text(db, NEXT_TABLE)) != null) {
            Sqlite.execute(db, "DROP TABLE \"" + next.replace("\"", "\"\"") + '"');
          }
          Sqlite.execute(db, "PRAGMA user_version = 0");
        });
    Sqlite.execute(db, "PRAGMA foreign_keys = ON");
  }

  /** In WAL mode an open connection holds a lock that keeps others from exclusive access. */
  private static boolean isOpenElsewhere(Path file) {
    try (Connection db = Sqlite.openAsIs(file)) {
      Sqlite.execute(db, "PRAGMA busy_timeout = 0");
      Sqlite.execute(db, "PRAGMA locking_mode = EXCLUSIVE");
      Sqlite.execute(db, "BEGIN EXCLUSIVE");
      return false;
    } catch (SQLException e) {
      return !Sqlite.isDamage(e);
    }
  }
}
