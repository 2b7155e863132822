package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Opens the bucket on a thread of its own, while the key is loaded and the files are opened: it
 * takes as long as both. What fails is thrown where the bucket is asked for; where nobody asks, it
 * is not told.
 */
final class BucketOpening implements AutoCloseable {

  private final FutureTask<Bucket> task;
  private boolean isClosed;

  /** Begins to open it. */
  BucketOpening(Callable<Bucket> open) {
    task = new FutureTask<>(open);
    Thread.ofPlatform().daemon().name("bucket").start(this::run);
  }

  private void run() {
    task.run();
    synchronized (this) {
      if (isClosed) {
        closeOpened();
      }
    }
  }

  /**
   * Waits for the bucket.
   *
   * @return the bucket, closed with this
   * @throws BucketException if it cannot be opened
   */
  Bucket bucket() throws BucketException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          isInterrupted = true; // opening ends by itself
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static BucketException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case BucketException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private void closeOpened() {
    try {
      bucket().close();
    } catch (BucketException | RuntimeException e) {
      // It was not opened, so nothing is open.
    }
  }

  /** Closes the bucket, now or as soon as it is open. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (task.isDone()) {
      closeOpened();
    }
  }
}
