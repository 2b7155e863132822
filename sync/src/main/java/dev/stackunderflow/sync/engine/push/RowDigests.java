package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Computes the digests of events on a thread of its own: they are a third of the work of a first
 * push. For one thread that adds events.
 */
final class RowDigests implements AutoCloseable {

  /** So many that handing them over costs little. */
  private static final int BATCH = 64;

  /** Events are kept until their digest is computed: at most so many batches of them. */
  private static final int MAX_WAITING = 8;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private Batch filling = new Batch();

  /** A digest that may not be computed yet. */
  @FunctionalInterface
  interface Digest {
    /** Waits for it; 16 bytes. */
    byte[] get() throws IOException;
  }

  private final class Batch {
    private final List<Event> events = new ArrayList<>(BATCH);
    private final List<byte[]> digests = new ArrayList<>(BATCH);
    private @Nullable Future<?> done;

    private void start() {
      done =
          thread.submit(
              () -> {
                events.forEach(event -> digests.add(event.rowDigest()));
                events.clear();
              });
    }

    private byte[] get(int index) throws IOException {
      if (filling == this) {
        RowDigests.this.start();
      }
      await();
      return digests.get(index);
    }

    private void await() throws IOException {
      try {
        Objects.requireNonNull(done).get();
      } catch (ExecutionException e) {
        throw new IOException("a digest could not be computed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the push was interrupted", e);
      }
    }
  }

  /** Has the digest of an event computed: see {@link Event#rowDigest}. */
  Digest of(Event event) throws IOException {
    Batch batch = filling;
    int index = batch.events.size();
    batch.events.add(event);
    if (index + 1 == BATCH) {
      start();
    }
    return () -> batch.get(index);
  }

  private void start() throws IOException {
    filling.start();
    waiting.add(filling);
    filling = new Batch();
    if (waiting.size() > MAX_WAITING) {
      waiting.remove().await();
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
