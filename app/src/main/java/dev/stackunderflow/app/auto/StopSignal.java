package dev.stackunderflow.app.auto;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the process to be told to end (SIGTERM, SIGINT, SIGHUP), and keeps it from ending
 * before this is closed. Open it first and close it last, around everything that must be closed in
 * time.
 */
public final class StopSignal implements AutoCloseable {

  /** The process ends after this time even if something cannot be closed. */
  private static final long LIMIT_SECONDS = 8;

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::onShutdown);

  /** Begins to listen. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns when the process is told to end, or this thread is interrupted. */
  public void await() {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for a time.
   *
   * @return whether the process is told to end, or this thread is interrupted
   */
  public boolean await(Duration time) {
    try {
      return told.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void onShutdown() {
    told.countDown();
    try {
      boolean inTime = closed.await(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        return; // every write is all or nothing, so the process may end now
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the process end. */
  @Override
  public void close() {
    closed.countDown();
    if (told.getCount() > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already.
      }
    }
  }
}
