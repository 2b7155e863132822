package dev.stackunderflow.sync;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Runs one operation at a time: waits for the lock if that makes sense, and translates failures.
 */
final class SyncRunner {

  private final Home home;
  private final SyncLockWait.Pause pause;

  SyncRunner(Home home, SyncLockWait.Pause pause) {
    this.home = home;
    this.pause = pause;
  }

  /** An operation that returns a value. */
  @FunctionalInterface
  interface Work<T> {
    /** Runs it. */
    T run() throws SyncException, IOException, SQLException;
  }

  /** Runs the work; a failure of a file or a database becomes a {@link SyncException}. */
  <T> T run(Work<T> work) throws SyncException {
    var wait = new SyncLockWait(home, pause);
    try {
      while (true) {
        try {
          return work.run();
        } catch (SyncException.Busy e) {
          wait.await(e);
        }
      }
    } catch (SQLException | IOException e) {
      throw new SyncException.Unexpected(e.getMessage(), e);
    }
  }
}
