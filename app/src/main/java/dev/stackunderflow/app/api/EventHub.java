package dev.stackunderflow.app.api;

import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.Observer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts events to subscribers. Keeps the last 256, so that a subscriber that reconnects
 * quickly misses nothing; a slow one loses the oldest, and publishers never block.
 */
public final class EventHub implements Observer {

  private static final int KEPT = 256;
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * An event.
   *
   * @param id counts from 1
   * @param name {@code sync}, {@code progress} or {@code events}
   * @param data its content
   */
  record Event(long id, String name, Map<String, @Nullable Object> data) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Deque<Event> kept = new ArrayDeque<>();
  private long last;
  private long lastProgress;
  private boolean closed;

  @Override
  public void state(AutoState state) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("state", state.kind().word());
    data.put("reason", state.reason());
    publish("sync", data);
  }

  @Override
  public void newEvents(String from, long events) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("from", from);
    data.put("events", events);
    publish("events", data);
  }

  @Override
  public void progress(String what, long done, long total) {
    long now = System.nanoTime();
    if (done < total && now - lastProgress < PROGRESS_NANOS) {
      return;
    }
    lastProgress = now;
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("what", what);
    data.put("done", done);
    data.put("total", total);
    publish("progress", data);
  }

  private void publish(String name, Map<String, @Nullable Object> data) {
    lock.lock();
    try {
      kept.addLast(new Event(++last, name, data));
      if (kept.size() > KEPT) {
        kept.removeFirst();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The id of the last event. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for events.
   *
   * @param after the id of the last event that the subscriber has
   * @param millis how long to wait at most
   * @return later events, in order; empty if there are none yet; null if the hub is closed
   */
  @Nullable List<Event> await(long after, long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (last <= after && !closed && left > 0) {
        left = more.awaitNanos(left);
      }
      if (closed) {
        return null;
      }
      List<Event> news = new ArrayList<>();
      kept.stream().filter(event -> event.id() > after).forEach(news::add);
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all subscriptions. */
  void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
