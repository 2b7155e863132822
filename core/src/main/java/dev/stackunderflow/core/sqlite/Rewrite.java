package dev.stackunderflow.core.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Removes what deleted rows left behind in a database. Where SQLite had moved a row to another
 * page, the unused part of the first one can still hold it, and the journal holds earlier pages.
 */
public final class Rewrite {

  /** The caller tries again later. */
  private static final int BUSY_MILLIS = 2_000;

  private Rewrite() {}

  /**
   * Writes the whole database again, without unused parts of pages. It is on the disk when this
   * returns; the earlier pages are in the file until {@link #emptyLog}.
   *
   * @param db a connection in auto-commit mode
   * @param file its file
   * @throws SQLException if another process uses the file, or the disk has no room for a copy;
   *     nothing was changed
   */
  public static void run(Connection db, Path file) throws SQLException, IOException {
    requireRoom(db, file);
    Sqlite.execute(db, "PRAGMA synchronous = FULL");
    Sqlite.execute(db, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    try {
      Sqlite.execute(db, "VACUUM");
    } finally {
      Sqlite.execute(db, "PRAGMA busy_timeout = " + Sqlite.BUSY_TIMEOUT_MILLIS);
      Sqlite.execute(db, "PRAGMA synchronous = NORMAL");
    }
  }

  /** Without this, a full disk would be written to its last byte at each attempt. */
  private static void requireRoom(Connection db, Path file) throws SQLException, IOException {
    long pages =
        Sqlite.number(db, "PRAGMA page_count") - Sqlite.number(db, "PRAGMA freelist_count");
    long bytes = pages * Sqlite.number(db, "PRAGMA page_size");
    if (Files.getFileStore(file).getUsableSpace() < bytes) {
      throw new SQLiteException("no room for a copy", SQLiteErrorCode.SQLITE_FULL);
    }
  }

  /**
   * Moves everything in the write-ahead log into the database, and empties the log.
   *
   * @param db a connection in auto-commit mode
   * @throws SQLException if another process still reads or writes it
   */
  public static void emptyLog(Connection db) throws SQLException {
    Sqlite.execute(db, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    try {
      if (Sqlite.number(db, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) { // it does not fail
        throw new SQLiteException("the log is in use", SQLiteErrorCode.SQLITE_BUSY);
      }
    } finally {
      Sqlite.execute(db, "PRAGMA busy_timeout = " + Sqlite.BUSY_TIMEOUT_MILLIS);
    }
  }

  /** Why a database could not be rewritten or emptied, in words that follow "because". */
  public static String reason(SQLException e) {
    return switch (Sqlite.code(e)) {
      case SQLITE_FULL -> "the disk has no room for a copy of it";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another process is using it";
      default -> "it cannot be written (" + e.getMessage() + ")";
    };
  }
}
