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
 * a command beside it waits for that moment; for another person's command nobody waits.
 */
final class SyncLockWait {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(50);

  private final Home home;
  private final long giveUp = System.nanoTime() + LIMIT.toNanos();

  SyncLockWait(Home home) {
    this.home = home;
  }

  /** Waits a little, or throws what it is given where waiting makes no sense. */
  void await(SyncException.Busy busy) throws SyncException, IOException {
    if (System.nanoTime() > giveUp || !isContinuousSync()) {
      throw busy;
    }
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }

  private boolean isContinuousSync() throws IOException {
    Path sync = home.syncFolder().resolve("lock");
    Path continuous = home.continuousLock();
    return Files.exists(sync)
        && Files.exists(continuous)
        && OwnedLock.owner(sync).equals(OwnedLock.owner(continuous));
  }
}
