package dev.stackunderflow.app.auto;

import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the folders of the agents' logs, as far as they are there and the system can. Who uses it
 * looks from time to time whether there are others now.
 */
final class LogWatcher implements AutoCloseable {

  private final List<Path> folders;
  private final Consumer<@Nullable Path> changed;
  private List<Path> watched = List.of();
  private @Nullable DirectoryWatcher watcher;
  private @Nullable CompletableFuture<Void> watching;
  private boolean failed;

  /**
   * A watcher that watches nothing yet.
   *
   * @param folders what to watch where it is there
   * @param changed told each file that was written; null where any may have been
   */
  LogWatcher(List<Path> folders, Consumer<@Nullable Path> changed) {
    this.folders = folders;
    this.changed = changed;
  }

  /**
   * Watches what there is to watch now.
   *
   * @return whether that can be done; if not, the folders have to be looked through
   */
  boolean refresh() {
    List<Path> there = folders.stream().filter(Files::isDirectory).toList();
    boolean hasEnded = watching != null && watching.isDone(); // a folder went and came again
    if (there.equals(watched) && !hasEnded) {
      return !failed;
    }
    close();
    watched = there;
    failed = false;
    if (!there.isEmpty()) {
      try {
        watcher = start(there);
      } catch (IOException | RuntimeException e) {
        failed = true; // no more watches to be had, or a file system that knows none
      }
    }
    changed.accept(null);
    return !failed;
  }

  private DirectoryWatcher start(List<Path> there) throws IOException {
    DirectoryWatcher started =
        DirectoryWatcher.builder()
            .paths(there)
            .fileHashing(false)
            .listener(
                event -> {
                  switch (event.eventType()) {
                    case CREATE, MODIFY -> {
                      if (!event.isDirectory()) {
                        changed.accept(event.path());
                      }
                    }
                    case OVERFLOW -> changed.accept(null);
                    case DELETE -> {} // what was taken in stays
                  }
                })
            .build();
    // Registers the folders before it returns, so that no write from now on is missed.
    watching =
        started.watchAsync(loop -> Thread.ofPlatform().daemon().name("log-watcher").start(loop));
    return started;
  }

  @Override
  public void close() {
    if (watcher != null) {
      try {
        watcher.close();
      } catch (IOException e) {
        // What it held goes with the process at the latest.
      }
      watcher = null;
      watching = null;
    }
  }
}
