package dev.stackunderflow.core.sqlite;

import dev.stackunderflow.core.thread.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Copies what a large transaction left in the write-ahead log into the database file, on a thread
 * of its own. Without it, SQLite does so within the commit.
 */
public final class BackgroundCheckpoint implements AutoCloseable {

  /** SQLite's default, in pages. */
  private static final int AUTOMATIC_PAGES = 1000;

  private final Thread thread;

  private BackgroundCheckpoint(Thread thread) {
    this.thread = thread;
  }

  /** Makes a connection's commits leave everything in the write-ahead log, or no longer. */
  public static void postpone(Connection db, boolean isPostponed) throws SQLException {
    Sqlite.execute(db, "PRAGMA wal_autocheckpoint = " + (isPostponed ? 0 : AUTOMATIC_PAGES));
  }

  /**
   * Begins.
   *
   * @param file the database
   * @return to be closed: waits for the end
   */
  public static BackgroundCheckpoint start(Path file) {
    return new BackgroundCheckpoint(
        Thread.ofPlatform().daemon().name("checkpoint").start(() -> run(file)));
  }

  private static void run(Path file) {
    try (Connection db = Sqlite.openAsIs(file)) {
      Sqlite.number(db, "PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      // As after a commit: what is in the log is committed, and the next checkpoint copies it.
    }
  }

  @Override
  public void close() {
    Threads.join(thread);
  }
}
