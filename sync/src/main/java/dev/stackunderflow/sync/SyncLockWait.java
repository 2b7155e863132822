package dev.stackunderflow.sync;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long a sync waits for another one. Continuous sync holds the lock for a moment each time, so
 * a command waits for it; a command does not wait for another command.
 */
final class SyncLockWait {

  /** The longest wait in all. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** The wait between two attempts. */
  static final Duration STEP = Duration.ofMillis(50);

  private final Home home;
  private final Pause pause;
  private Duration waited = Duration.ZERO;

  SyncLockWait(Home home, Pause pause) {
    this.home = home;
    this.pause = pause;
  }

  /** Waits; a test lets no time pass. */
  @FunctionalInterface
  interface Pause {
    /** Waits for the duration. */
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * Waits a moment before the next attempt.
   *
   * @param busy what the last attempt threw
   * @throws SyncException.Busy the same, if another command holds the lock, or the wait is over
   */
  void await(SyncException.Busy busy) throws SyncException, IOException {
    if (waited.compareTo(LIMIT) >= 0 || !mayBeContinuousSync()) {
      throw busy;
    }
    try {
      pause.sleep(STEP);
      waited = waited.plus(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }

  private boolean mayBeContinuousSync() throws IOException {
    Path sync = home.syncFolder().resolve("lock");
    Path continuous = home.continuousLock();
    if (!Files.exists(sync) || !Files.exists(continuous)) {
      return false;
    }
    String owner = OwnedLock.owner(sync);
    // Empty: somebody has just taken the lock, and writes its name in a moment.
    return owner.isEmpty() || owner.equals(OwnedLock.owner(continuous));
  }
}
