package dev.stackunderflow.core.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fills a database in which nothing is yet without a write-ahead log, which would write every page
 * twice. Pages that did not exist need no journal, so the journal stays small. A crash leaves what
 * was committed, as with the log. Another process that reads waits while a transaction is being
 * committed.
 */
public final class FirstFill {

  private FirstFill() {}

  /**
   * Begins.
   *
   * @param db a connection in auto-commit mode, to a database in WAL mode
   * @param bytesInMemory about how much of a transaction stays in memory until it is committed;
   *     others can read as long as all of it does
   * @return false where another process has the database open: nothing has changed
   * @throws SQLException if the database cannot be written
   */
  public static boolean begin(Connection db, int bytesInMemory) throws SQLException {
    if (!Sqlite.setJournal(db, "TRUNCATE", 0)) {
      return false;
    }
    Sqlite.execute(db, "PRAGMA synchronous = FULL");
    // 0 would turn spilling off. Below the size of the page cache, the cache decides.
    Sqlite.execute(db, "PRAGMA cache_spill = " + Math.max(1, bytesInMemory / Sqlite.PAGE_BYTES));
    return true;
  }

  /** Goes back to the write-ahead log: at once, or when the database is opened the next time. */
  public static void end(Connection db) throws SQLException {
    Sqlite.execute(db, "PRAGMA cache_spill = ON");
    Sqlite.useLog(db);
  }
}
