package dev.stackunderflow.app.auto;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Continuous sync in this process: the loop, the watcher, and the waiting between looks. */
public final class AutoRunner implements AutoCloseable {

  /** A stop waits so long for a sync under way; what it has not sent by then goes on later. */
  private static final Duration FAREWELL = Duration.ofSeconds(4);

  /** How often to look whether a folder is there that was not, such as a new agent's. */
  private static final Duration NEW_FOLDERS = Duration.ofSeconds(30);

  private final AutoLoop loop;
  private final LogWatcher watcher;
  private final ViewRefresher view;
  private final HeapTrimmer tidying = new HeapTrimmer();
  private final AutoLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean isNews;
  private boolean stopping;
  private @Nullable Thread thread;

  /**
   * One that does not run yet.
   *
   * @param work what it does
   * @param folders where logs are written
   * @param clock the time
   * @param random spreads the retries of many machines
   * @param observer told what it does
   * @param log takes its notes; the caller's to close
   */
  public AutoRunner(
      LocalSyncWork work,
      List<Path> folders,
      Clock clock,
      RandomGenerator random,
      Observer observer,
      AutoLog log) {
    this.log = log;
    this.view = new ViewRefresher(work.home(), log);
    this.loop =
        new AutoLoop(
            work, HostEnvironment.ofThisMachine(), clock, random, new Followed(observer), log);
    this.watcher =
        new LogWatcher(
            folders,
            file -> {
              loop.logChanged(file);
              wake();
            });
  }

  /** Begins. */
  public void start() {
    view.start();
    thread = Thread.ofPlatform().name("continuous-sync").start(this::run);
  }

  private void run() {
    long nextFolders = System.nanoTime();
    while (!isStopping()) {
      if (System.nanoTime() - nextFolders >= 0) {
        loop.pollLogs(!watcher.refresh());
        nextFolders = System.nanoTime() + NEW_FOLDERS.toNanos();
      }
      await(loop.look());
      tidying.tidyIfQuiet();
    }
  }

  /** What comes in is taken into the view, and leaves memory to be tidied up. */
  private final class Followed implements Observer {
    private final Observer next;

    Followed(Observer next) {
      this.next = next;
    }

    @Override
    public void state(AutoState state) {
      next.state(state);
    }

    @Override
    public void newEvents(String from, long events) {
      view.refresh();
      tidying.worked();
      next.newEvents(from, events);
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!isNews && !stopping && left > 0) {
        left = news.awaitNanos(left);
      }
      isNews = false;
    } catch (InterruptedException e) {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      isNews = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody looks at the view: it is kept fresh at the full pace. */
  public void viewed() {
    loop.viewed();
    tidying.worked();
  }

  /** A sync that somebody asked for ended well: what had stopped this one is over. */
  public void succeededElsewhere() {
    AutoState state = loop.state();
    if (state != null
        && (state.kind() == AutoState.Kind.PAUSED || state.kind() == AutoState.Kind.BACKING_OFF)) {
      loop.ask();
      wake();
    }
  }

  /**
   * Stops. A sync under way is given a few seconds; one that takes longer is abandoned with the
   * process: all that it writes is whole or not at all.
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      stopping = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    watcher.close();
    view.close();
    boolean ended = true;
    if (thread != null) {
      try {
        ended = thread.join(FAREWELL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    log.say(ended ? "Stopped." : "Stopped in the middle of its work; the next one goes on.");
    if (ended) {
      loop.close();
    }
  }
}
