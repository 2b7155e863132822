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

/**
 * Asks the merged view, a few questions at a time, on threads of their own: SQLite's code blocks
 * the thread that it runs on, and of those that carry virtual threads there are no more than cores.
 */
final class Views implements AutoCloseable {

  private static final int THREADS = 3;
  private static final int WAITING = 512;
  private static final long LIMIT_SECONDS = 60;

  /** A sync may take away, in the middle of an answer, what the question had begun with. */
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

  /** What is asked of the view. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Catalog catalog) throws Problem, SQLException, IOException;
  }

  /** Asks the view, brought up to date. */
  <T> T ask(Question<T> question) throws Exception {
    return run(
        () -> {
          for (int attempt = 1; ; attempt++) {
            try (Store store = Store.open(home.store());
                Catalog catalog = Catalog.open(home, store)) {
              return question.ask(catalog);
            } catch (SQLException e) {
              if (attempt == ATTEMPTS || Problem.of(e, home.folder()).status() == 503) {
                throw e;
              }
            }
          }
        });
  }

  /** Runs what reads databases. */
  <T> T run(Callable<T> work) throws Exception {
    Future<T> answer;
    try {
      answer = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
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
        503, "overloaded", "Too much is asked at once. Nothing was done. Ask again.");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
