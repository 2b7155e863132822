package dev.stackunderflow.app.api;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Queries the merged view on a few threads of its own: SQLite blocks the thread that it runs on,
 * and there are only as many carriers of virtual threads as processors.
 */
final class Views implements AutoCloseable {

  private static final int THREADS = 3;
  private static final int WAITING = 512;
  private static final long LIMIT_SECONDS = 60;

  /** A sync may delete what a query reads while it runs: then it is repeated. */
  private static final int ATTEMPTS = 3;

  private final Home home;
  private final ThreadPoolExecutor threads;

  Views(Home home) {
    this.home = home;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("view-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** A query of the view. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Catalog catalog) throws Problem, SQLException, IOException;
  }

  /**
   * Brings the view up to date and queries it.
   *
   * @throws Problem if it takes longer than a minute: the query is stopped then, an update of the
   *     view continues
   */
  <T> T ask(Question<T> question) throws Exception {
    var cancelled = new AtomicBoolean();
    return run(() -> answer(question, cancelled), cancelled);
  }

  /** Runs something else that reads databases. */
  <T> T run(Callable<T> work) throws Exception {
    return run(work, new AtomicBoolean());
  }

  private <T> T answer(Question<T> question, AtomicBoolean cancelled) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try (Store store = Store.open(home.store());
          Catalog catalog = Catalog.open(home, store)) {
        catalog.stopWhen(cancelled::get);
        return question.ask(catalog);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || cancelled.get() || Problem.isLasting(e, home.folder())) {
          throw e;
        }
      }
    }
  }

  private <T> T run(Callable<T> work, AtomicBoolean cancelled) throws Exception {
    Future<T> answer;
    try {
      answer = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      cancelled.set(true);
      answer.cancel(false); // if it has not begun
      throw new Problem(503, "busy", Problem.BUSY_VIEW);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Problem busy() {
    return new Problem(
        503, "overloaded", "Too many requests at once. Nothing was done. Try again.");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
