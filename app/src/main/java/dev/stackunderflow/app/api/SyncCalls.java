package dev.stackunderflow.app.api;

import dev.stackunderflow.app.api.Route.Answer;
import dev.stackunderflow.app.auto.LocalSyncWork;
import dev.stackunderflow.app.json.SyncResultJson;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Syncs that API clients ask for, one at a time. One that takes longer than a minute continues
 * after its client was told so.
 */
final class SyncCalls implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int WAITING = 8;

  private final LocalSyncWork work;
  private final Sync sync;
  private final Runnable succeeded;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("api-sync").daemon().factory());

  /**
   * Creates the queue.
   *
   * @param work what pushes and pulls
   * @param sync lists the devices
   * @param succeeded called after each success: continuous sync may have been waiting for it
   */
  SyncCalls(LocalSyncWork work, Sync sync, Runnable succeeded) {
    this.work = work;
    this.sync = sync;
    this.succeeded = succeeded;
    thread.allowCoreThreadTimeOut(true);
  }

  Answer push() throws Exception {
    return run(() -> SyncResultJson.of(work.push()));
  }

  Answer pull() throws Exception {
    return run(() -> SyncResultJson.of(work.pull()));
  }

  Answer now() throws Exception {
    return run(
        () -> {
          PullResult pulled;
          try {
            pulled = work.pull();
          } catch (SyncException.Unreachable e) {
            work.push(); // queues what is new; fails with a message about the queue
            throw e;
          }
          return SyncResultJson.of(pulled, work.push());
        });
  }

  List<DeviceInfo> devices() throws Exception {
    try {
      return submit(work.alone(sync::devices)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Problem(503, "busy", "The bucket is slow to answer. Try again.");
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private Answer run(Callable<Object> call) throws Exception {
    try {
      Object document = submit(call).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      succeeded.run();
      return Answer.ok(document);
    } catch (TimeoutException e) {
      return new Answer(202, Map.of("running", true));
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private <T> Future<T> submit(Callable<T> call) throws Problem {
    try {
      return thread.submit(call);
    } catch (RejectedExecutionException e) {
      throw new Problem(503, "busy", "Too many syncs are waiting. Nothing was done. Try again.");
    }
  }

  private static Exception cause(ExecutionException e) {
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
