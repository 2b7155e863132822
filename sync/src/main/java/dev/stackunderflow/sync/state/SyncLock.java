package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One sync of a home at a time. */
public final class SyncLock implements AutoCloseable {

  private final OwnedLock lock;

  private SyncLock(OwnedLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param home where the files are
   * @return the lock, the caller's to close
   * @throws SyncException.Busy if another process holds it
   * @throws IOException if the lock file cannot be created
   */
  public static SyncLock take(Home home) throws IOException, SyncException {
    Path file = home.syncFolder().resolve("lock");
    Optional<OwnedLock> lock = OwnedLock.take(file);
    if (lock.isEmpty()) {
      throw new SyncException.Busy(
          "Another sync of this store is running ("
              + OwnedLock.owner(file)
              + "). Nothing was changed. Try again when it is done.");
    }
    return new SyncLock(lock.get());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
