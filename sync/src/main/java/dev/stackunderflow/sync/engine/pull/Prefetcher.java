package dev.stackunderflow.sync.engine.pull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a bounded number of tasks ahead of the caller, and returns the results in order. */
final class Prefetcher<T> implements AutoCloseable {

  private final ExecutorService threads;
  private final Iterator<? extends Callable<T>> tasks;
  private final Deque<Future<T>> running = new ArrayDeque<>();

  /**
   * Starts the first tasks.
   *
   * @param tasks in order; they may run at the same time
   * @param ahead how many run at the same time
   */
  Prefetcher(List<? extends Callable<T>> tasks, int ahead) {
    this.tasks = tasks.iterator();
    this.threads = Executors.newFixedThreadPool(ahead);
    for (int i = 0; i < ahead; i++) {
      startNext();
    }
  }

  private void startNext() {
    if (tasks.hasNext()) {
      running.add(threads.submit(tasks.next()));
    }
  }

  /**
   * The next result.
   *
   * @throws ExecutionException if that task failed; its cause says how
   * @throws InterruptedException if the caller is interrupted
   */
  T next() throws ExecutionException, InterruptedException {
    T result = running.removeFirst().get();
    startNext();
    return result;
  }

  @Override
  public void close() {
    running.forEach(task -> task.cancel(false));
    threads.close();
  }
}
