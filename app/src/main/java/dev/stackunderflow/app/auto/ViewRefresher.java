package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/**
 * Takes what came in into the view as it comes, so that who looks at it does not wait for that. For
 * a store that was never looked at it makes the view, which can take a minute.
 */
final class ViewRefresher implements AutoCloseable {

  private final Home home;
  private final AutoLog log;
  private final Semaphore due = new Semaphore(1); // the view as it is may be old already
  private final Thread thread;

  ViewRefresher(Home home, AutoLog log) {
    this.home = home;
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("view-keeper").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has the view brought up to date soon. */
  void refresh() {
    due.release();
  }

  private void run() {
    while (true) {
      try {
        due.acquire();
      } catch (InterruptedException e) {
        return;
      }
      due.drainPermits();
      try {
        bringUpToDate();
      } catch (SQLException | IOException | RuntimeException e) {
        log.say("The view could not be brought up to date now; who looks at it does that. " + e);
      }
    }
  }

  private void bringUpToDate() throws SQLException, IOException {
    if (!Files.exists(home.store())) {
      return;
    }
    try (Store store = Store.open(home.store());
        var _ = Catalog.open(home, store)) {
      // Opening it is all.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
