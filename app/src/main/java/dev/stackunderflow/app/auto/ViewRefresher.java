package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/**
 * Brings the view up to date in the background after new events, so that the next reader does not
 * wait. The first time, this builds the view, which can take a minute.
 */
final class ViewRefresher implements AutoCloseable {

  private final Home home;
  private final AutoLog log;
  private final Semaphore due = new Semaphore(1); // the view may be out of date at the start
  private final Thread thread;

  ViewRefresher(Home home, AutoLog log) {
    this.home = home;
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("view-refresher").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Asks for an update soon. */
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
        log.say("The view could not be brought up to date now; the next reader will do it. " + e);
      }
    }
  }

  private void bringUpToDate() throws SQLException, IOException {
    if (!Files.exists(home.store())) {
      return;
    }
    try (Store store = Store.open(home.store());
        var _ = Catalog.open(home, store)) {
      // Opening it brings it up to date.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
