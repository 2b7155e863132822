package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs continuous sync in this process: the loop, the watcher, and the waits between steps. */
public final class AutoRunner implements AutoCloseable {

  /** How long a stop waits for a running sync. The next sync continues what it did not finish. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

  /** How often to look for new log folders, such as those of a newly installed agent. */
  private static final Duration NEW_FOLDERS = Duration.ofSeconds(30);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final AutoLoop loop;
  private final LogWatcher watcher;
  private final ViewRefresher view;
  private final HeapTrimmer trimmer = new HeapTrimmer();
  private final AutoLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wakeUp;
  private boolean stopping;
  private @Nullable Thread thread;

  /**
   * Creates one that does not run yet.
   *
   * @param work what pulls, pushes and imports
   * @param folders where logs are written
   * @param clock the time
   * @param random spreads the retries of many machines
   * @param observer told what it does
   * @param log its log; the caller closes it
   */
  public AutoRunner(
      LocalSyncWork work,
      List<WatchedFolder> folders,
      Clock clock,
      RandomGenerator random,
      Observer observer,
      AutoLog log) {
    this.log = log;
    this.view = new ViewRefresher(work.home(), log);
    this.loop =
        new AutoLoop(
            work,
            HostEnvironment.ofThisMachine(),
            clock,
            AutoLoop.LONGEST_WAIT,
            random,
            new ViewUpdates(observer),
            log);
    this.watcher =
        new LogWatcher(
            folders,
            file -> {
              loop.logChanged(file);
              wake();
            });
  }

  /** Starts the threads. */
  public void start() {
    view.start();
    thread =
        Thread.ofPlatform()
            .name("continuous-sync")
            .uncaughtExceptionHandler((_, e) -> log.say("Continuous sync has stopped: " + e))
            .start(this::run);
  }

  /** Only this thread uses the watcher. */
  private void run() {
    try (watcher) {
      long nextFolders = System.nanoTime();
      while (!isStopping()) {
        Duration wait;
        try {
          if (System.nanoTime() - nextFolders >= 0) {
            loop.pollLogs(!watcher.refresh());
            nextFolders = System.nanoTime() + NEW_FOLDERS.toNanos();
          }
          wait = loop.step();
          trimmer.trimIfQuiet();
        } catch (RuntimeException e) {
          log.say("Unexpected failure; continuing in a minute: " + e);
          wait = AFTER_FAILURE;
        }
        await(wait);
      }
    }
  }

  /** Updates the view after new events. */
  private final class ViewUpdates implements Observer {
    private final Observer next;

    ViewUpdates(Observer next) {
      this.next = next;
    }

    @Override
    public void state(AutoState state) {
      next.state(state);
    }

    @Override
    public void newEvents(String from, long events) {
      view.refresh();
      trimmer.worked();
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
      while (!wakeUp && !stopping && left > 0) {
        left = woken.awaitNanos(left);
      }
      wakeUp = false;
    } catch (InterruptedException e) {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      wakeUp = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a client looks at the view: changes are pulled at the full pace again. */
  public void viewed() {
    loop.viewed();
    trimmer.worked();
  }

  /** Notes that a sync that a client asked for succeeded: a pause or back-off is over. */
  public void succeededElsewhere() {
    AutoState state = loop.state();
    if (state != null
        && (state.kind() == AutoState.Kind.PAUSED || state.kind() == AutoState.Kind.BACKING_OFF)) {
      loop.ask();
      wake();
    }
  }

  /**
   * Stops, and waits a few seconds for a running sync. One that takes longer ends with the process:
   * every write is all or nothing.
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      stopping = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
    view.close();
    boolean ended = true;
    if (thread != null) {
      try {
        ended = thread.join(STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    log.say(ended ? "Stopped." : "Stopped during a sync; the next one continues it.");
    if (ended) {
      loop.close();
    }
  }
}
