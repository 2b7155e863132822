package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.sqlite.FirstFill;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Puts the imports of many files into one transaction, because a commit costs more than a small
 * file. Each import is still all or nothing: it has a savepoint of its own. The transaction ends
 * before another process has to wait long for the store.
 */
final class ImportBatch implements AutoCloseable {

  private static final long MAX_BYTES = 64L << 20;

  /** While the store is filled for the first time, when a transaction is kept in memory. */
  private static final long MAX_BYTES_OF_FILLING = 24L << 20;

  /** Room for such a transaction and a large file. */
  private static final int BYTES_IN_MEMORY = 64 << 20;

  private static final long MAX_MILLIS = 1_000;

  /** Pages of WAL before they are copied into the database; by default 1,000, which syncs often. */
  private static final int CHECKPOINT_PAGES = 8_192;

  private final Connection db;
  private final Clock clock;
  private final boolean isEmpty;
  private boolean isFilling;
  private boolean isOpen;
  private long begun;
  private long bytes;

  ImportBatch(Store store, Clock clock) throws SQLException {
    this.db = store.connection();
    this.clock = clock;
    this.isEmpty = new StoreReader(store).maxId() == 0;
    Sqlite.execute(db, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
  }

  /**
   * Imports something.
   *
   * @param size about how many bytes it is
   * @param work what to do; if it throws, what it wrote is rolled back, and nothing else
   */
  <X extends Exception> void run(long size, Sqlite.VoidWork<X> work)
      throws SQLException, IOException, X {
    if (!isOpen) {
      // Not before there is something to import: a store can stay empty for years.
      if (isEmpty && !isFilling) {
        isFilling = FirstFill.begin(db, BYTES_IN_MEMORY);
      }
      Sqlite.execute(db, "BEGIN IMMEDIATE");
      isOpen = true;
      begun = clock.millis();
      bytes = 0;
    }
    Sqlite.execute(db, "SAVEPOINT import");
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      if (!done) {
        rollBack("ROLLBACK TO import");
      }
    }
    Sqlite.execute(db, "RELEASE import");
    bytes += size;
    if (bytes >= (isFilling ? MAX_BYTES_OF_FILLING : MAX_BYTES)
        || clock.millis() - begun >= MAX_MILLIS) {
      commit();
    }
  }

  /** Makes everything that was imported visible to others. */
  void commit() throws SQLException {
    if (isOpen) {
      Sqlite.execute(db, "COMMIT");
      isOpen = false;
    }
  }

  /** Rolls back what was not committed: it is read again the next time. */
  @Override
  public void close() throws SQLException {
    if (isOpen) {
      isOpen = false;
      rollBack("ROLLBACK");
    }
    Sqlite.execute(db, "PRAGMA wal_autocheckpoint = 1000");
    if (isFilling) {
      FirstFill.end(db);
    }
  }

  private void rollBack(String statement) {
    try {
      Sqlite.execute(db, statement);
    } catch (SQLException e) {
      // SQLite has rolled back everything by itself (full disk, I/O error); the first failure is
      // the one that the caller gets.
      isOpen = false;
    }
  }
}
