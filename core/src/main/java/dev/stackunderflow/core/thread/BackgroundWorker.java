package dev.stackunderflow.core.thread;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Does work on a thread of its own, in the order in which it is given, for one other thread. Memory
 * is bounded by the work that waits: about one MiB, or one piece. After a piece failed, the
 * following ones are not done.
 */
public final class BackgroundWorker implements AutoCloseable {

  private static final int BATCHES = 4;
  private static final long BATCH_BYTES = 256 << 10;
  private static final int BATCH_PIECES = 256;

  private final BlockingQueue<List<Piece>> waiting = new ArrayBlockingQueue<>(BATCHES);
  private final String name;
  private List<Piece> batch = new ArrayList<>();
  private long batchBytes;
  private @Nullable Thread thread;
  private volatile @Nullable Throwable failure;

  /** A piece of work. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws SQLException, IOException;
  }

  /**
   * A piece of work with a result.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Task<T> {
    /** Does it. */
    T run() throws SQLException, IOException;
  }

  private record Piece(Work work, @Nullable CompletableFuture<?> result) {}

  /**
   * A worker without work.
   *
   * @param name its thread's name
   */
  public BackgroundWorker(String name) {
    this.name = name;
  }

  /**
   * Gives it a piece of work. Waits while too much of it waits.
   *
   * @param bytes about how much memory the piece takes until it is done
   * @throws IOException if this thread is interrupted
   */
  public void give(long bytes, Work work) throws IOException {
    batch.add(new Piece(work, null));
    batchBytes += bytes;
    if (batchBytes >= BATCH_BYTES || batch.size() >= BATCH_PIECES) {
      hand();
    }
  }

  /**
   * Gives it a piece of work, and starts it and all before it.
   *
   * @return its result, for {@link #result}
   * @throws IOException if this thread is interrupted
   */
  public <T> Future<T> start(Task<T> task) throws IOException {
    var result = new CompletableFuture<T>();
    batch.add(new Piece(() -> result.complete(task.run()), result));
    hand();
    return result;
  }

  /**
   * Waits until everything is done that it was given.
   *
   * @throws SQLException what a piece threw
   * @throws IOException what a piece threw, or this thread was interrupted
   */
  public void await() throws SQLException, IOException {
    result(start(() -> true));
  }

  /**
   * Waits for a result of {@link #start}.
   *
   * @throws SQLException what the piece threw, or one before it
   * @throws IOException what the piece threw, or one before it, or this thread was interrupted
   */
  public static <T> T result(Future<T> result) throws SQLException, IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      BackgroundReader.<RuntimeException>rethrow(e.getCause());
      throw new IOException(e);
    }
  }

  private void hand() throws IOException {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }
    try {
      waiting.put(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    batch = new ArrayList<>();
    batchBytes = 0;
  }

  private void work() {
    try {
      while (true) {
        waiting.take().forEach(this::work);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void work(Piece piece) {
    if (failure == null) {
      try {
        piece.work().run();
      } catch (Throwable e) { // it is thrown again on the other thread
        failure = e;
      }
    }
    Throwable cause = failure;
    if (cause != null && piece.result() != null) {
      piece.result().completeExceptionally(cause);
    }
  }

  /** Returns when the thread has ended; what it had not begun is not done, and fails. */
  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      if (failure == null) {
        failure = new IOException("closed");
      }
      running.interrupt();
      Threads.join(running);
      waiting.forEach(pieces -> pieces.forEach(this::work));
      waiting.clear();
      thread = null;
    }
  }
}
