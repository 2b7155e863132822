package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the folders of the agents' logs, those that exist. Call {@link #refresh} now and then to
 * include new ones. For one thread.
 */
final class LogWatcher implements AutoCloseable {

  private final List<WatchedFolder> folders;
  private final Consumer<@Nullable Path> changed;
  private List<WatchedFolder> watched = List.of();
  private @Nullable DirectoryWatcher watcher;
  private @Nullable CompletableFuture<Void> watching;
  private boolean failed;

  /**
   * Creates a watcher that does not watch yet.
   *
   * @param folders the folders to watch if they exist
   * @param changed called with each written file; with null if any may have been. On a thread of
   *     the watcher
   */
  LogWatcher(List<WatchedFolder> folders, Consumer<@Nullable Path> changed) {
    this.folders = folders;
    this.changed = changed;
  }

  /**
   * Watches the folders that exist now.
   *
   * @return false if they cannot be watched and must be scanned instead
   */
  boolean refresh() {
    List<WatchedFolder> there =
        folders.stream().filter(folder -> Files.isDirectory(folder.path())).toList();
    boolean hasEnded =
        watching != null && watching.isDone(); // a folder was deleted and created again
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
        failed = true; // out of watches, or a file system without them
      }
    }
    changed.accept(null);
    return !failed;
  }

  private DirectoryWatcher start(List<WatchedFolder> there) throws IOException {
    var tree = new WatchedTree(there);
    DirectoryWatcher started =
        DirectoryWatcher.builder()
            .paths(there.stream().map(WatchedFolder::path).distinct().toList())
            .fileTreeVisitor(tree)
            .fileHashing(false)
            .listener(
                event -> {
                  switch (event.eventType()) {
                    case CREATE, MODIFY -> {
                      if (!event.isDirectory() && tree.holds(event.path())) {
                        changed.accept(event.path());
                      }
                    }
                    case OVERFLOW -> changed.accept(null);
                    case DELETE -> {} // imported events stay
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
        // It is released at the end of the process at the latest.
      }
      watcher = null;
      watching = null;
    }
  }
}
