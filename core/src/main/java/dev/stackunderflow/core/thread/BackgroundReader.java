package dev.stackunderflow.core.thread;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own, ahead of the one that works with what was read. Memory is bounded
 * by what was read and not yet taken: about one MiB, or one item.
 */
public final class BackgroundReader {

  private static final int BATCHES = 4;
  private static final long BATCH_BYTES = 256 << 10;
  private static final int BATCH_ITEMS = 256;

  private BackgroundReader() {}

  /** Takes items, in order. */
  @FunctionalInterface
  public interface Sink<T> {
    /** Takes one. */
    void accept(T item) throws SQLException, IOException;
  }

  /**
   * Reads all items into a sink.
   *
   * @param <T> the items
   * @param <X> what else it can throw; inferred at the call
   */
  @FunctionalInterface
  public interface Reader<T, X extends Exception> {
    /** Reads; stops with what the sink throws. */
    void read(Sink<T> sink) throws SQLException, IOException, X;
  }

  /**
   * Reads all items and works with each.
   *
   * @param reader reads, on another thread; nothing else may use its connection meanwhile
   * @param bytes about how much memory an item takes
   * @param work works with the items in the order in which they were read, on this thread
   * @throws SQLException what the reader or the work throws; both have ended
   * @throws IOException what the reader or the work throws, or this thread was interrupted
   * @throws X what the reader throws
   */
  public static <T, X extends Exception> void each(
      Reader<T, X> reader, ToLongFunction<T> bytes, Sink<T> work)
      throws SQLException, IOException, X {
    BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(BATCHES);
    Thread thread =
        Thread.ofPlatform().daemon().name("reader").start(() -> run(reader, bytes, batches));
    try {
      Batch<T> batch;
      do {
        batch = batches.take();
        for (T item : batch.items()) {
          work.accept(item);
        }
      } while (!batch.isLast());
      BackgroundReader.<X>rethrow(batch.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      stop(thread);
    }
  }

  /** Some items; behind the last ones, why there are no more of them. */
  private record Batch<T>(List<T> items, boolean isLast, @Nullable Throwable failure) {}

  private static <T> void run(
      Reader<T, ?> reader, ToLongFunction<T> bytes, BlockingQueue<Batch<T>> batches) {
    var collector = new Collector<>(bytes, batches);
    Throwable failure = null;
    try {
      reader.read(collector);
    } catch (Throwable e) { // it is thrown again on the other thread
      failure = e;
    }
    try {
      batches.put(new Batch<>(collector.items, true, failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits for more
    }
  }

  private static final class Collector<T> implements Sink<T> {
    private final ToLongFunction<T> bytes;
    private final BlockingQueue<Batch<T>> batches;
    private List<T> items = new ArrayList<>();
    private long size;

    Collector(ToLongFunction<T> bytes, BlockingQueue<Batch<T>> batches) {
      this.bytes = bytes;
      this.batches = batches;
    }

    @Override
    public void accept(T item) throws IOException {
      items.add(item);
      size += bytes.applyAsLong(item);
      if (size < BATCH_BYTES && items.size() < BATCH_ITEMS) {
        return;
      }
      try {
        batches.put(new Batch<>(items, false, null));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("nobody takes more", e);
      }
      items = new ArrayList<>();
      size = 0;
    }
  }

  /**
   * Throws what another thread threw, if that is not null.
   *
   * @param <X> what else that thread could throw
   */
  @SuppressWarnings("unchecked") // it throws nothing else
  static <X extends Exception> void rethrow(@Nullable Throwable failure)
      throws SQLException, IOException, X {
    switch (failure) {
      case null -> {}
      case SQLException e -> throw e;
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw (X) failure;
    }
  }

  /** Returns when the reader has ended, so that its connection is this thread's again. */
  private static void stop(Thread reader) {
    reader.interrupt();
    Threads.join(reader);
  }
}
