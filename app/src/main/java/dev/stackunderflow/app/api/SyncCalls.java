package dev.stackunderflow.app.api;

import dev.stackunderflow.app.api.Route.Answer;
import dev.stackunderflow.app.auto.LocalSyncWork;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.LinkedHashMap;
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
 * What the API asks of the bucket, one call at a time. A call that takes long goes on after its
 * caller was told so.
 */
final class SyncCalls implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int WAITING = 8;

  private final LocalSyncWork work;
  private final Sync sync;
  private final Documents documents;
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
   * Calls.
   *
   * @param work what pushes and pulls
   * @param sync what knows the devices
   * @param documents how the results are written
   * @param succeeded told after each success, because what had stopped continuous sync is over
   */
  SyncCalls(LocalSyncWork work, Sync sync, Documents documents, Runnable succeeded) {
    this.work = work;
    this.sync = sync;
    this.documents = documents;
    this.succeeded = succeeded;
    thread.allowCoreThreadTimeOut(true);
  }

  Answer push() throws Exception {
    return run(() -> documents.pushed(work.push()));
  }

  Answer pull() throws Exception {
    return run(() -> documents.pulled(work.pull()));
  }

  Answer now() throws Exception {
    return run(
        () -> {
          PullResult pulled;
          try {
            pulled = work.pull();
          } catch (SyncException.Unreachable e) {
            work.push(); // queues what is new; it fails with words about the queue
            throw e;
          }
          Map<String, Object> document = new LinkedHashMap<>();
          document.put("pull", documents.pulled(pulled));
          document.put("push", documents.pushed(work.push()));
          return document;
        });
  }

  List<DeviceInfo> devices() throws Exception {
    try {
      return submit(work.alone(sync::devices)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new Problem(503, "busy", "The bucket takes long to answer. Ask again.");
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
      throw new Problem(503, "busy", "Too many syncs wait already. Nothing was done. Ask again.");
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
