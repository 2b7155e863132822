package dev.stackunderflow.app.auto;

import dev.stackunderflow.app.auto.AutoState.Kind;
import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Continuous sync, one step at a time. A step reads the clock and the settings, imports, pulls and
 * pushes what is due, and returns how long to wait until the next step.
 */
final class AutoLoop implements AutoCloseable {

  /** The longest time between two steps, and so until changed settings take effect. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** If a step is this much later than the longest wait, the machine slept. */
  private static final Duration ASLEEP = Duration.ofSeconds(13);

  private final SyncWork work;
  private final HostEnvironment host;
  private final Clock clock;
  private final Duration longestWait;
  private final Observer observer;
  private final AutoLog log;
  private final SettingsFile settingsFile;
  private final StatePublisher publisher;
  private final LogImport logs;
  private final DailyPrune prune;
  private final RetryPolicy retry;
  private final PollInterval pace = new PollInterval();

  private @Nullable OwnedLock owned;
  private AutoSettings settings = AutoSettings.DEFAULT;
  private SyncSchedule schedule = SyncSchedule.START;
  private boolean onBattery;
  private @Nullable Instant lastStep;
  private @Nullable Instant lastSync;
  private String problem = "";
  private volatile boolean asked;

  /**
   * Creates one that has done nothing yet.
   *
   * @param work what imports, pulls and pushes
   * @param host the machine
   * @param clock the time
   * @param longestWait the longest time between two steps: {@link #LONGEST_WAIT}, or more where
   *     nobody changes settings
   * @param random spreads the retries of many machines
   * @param observer told what it does
   * @param log its log; the caller closes it
   */
  AutoLoop(
      SyncWork work,
      HostEnvironment host,
      Clock clock,
      Duration longestWait,
      RandomGenerator random,
      Observer observer,
      AutoLog log) {
    this.work = work;
    this.host = host;
    this.clock = clock;
    this.longestWait = longestWait;
    this.observer = observer;
    this.log = log;
    this.settingsFile = new SettingsFile(work.home());
    this.publisher = new StatePublisher(work.home(), log, observer);
    this.logs = new LogImport(work, log);
    this.prune = new DailyPrune(work, log);
    this.retry = new RetryPolicy(random, host);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Notes that a log file changed; null: any may have. Callable from any thread. */
  void logChanged(@Nullable Path file) {
    logs.changed(file, now());
    pace.inUse(now());
  }

  /** Sets whether the log folders cannot be watched and must be scanned at every interval. */
  void pollLogs(boolean on) {
    logs.poll(on);
  }

  /** Notes that somebody looks at the view. Callable from any thread. */
  void viewed() {
    pace.inUse(now());
  }

  /** Makes the next step sync at once, also after a failure or during a pause. */
  void ask() {
    asked = true;
  }

  /** The present state, or null before the first step. */
  @Nullable AutoState state() {
    return publisher.state();
  }

  /** Does what is due; returns how long to wait until the next step. Publishes failures. */
  Duration step() {
    try {
      return doWhatIsDue(now());
    } catch (SyncException | SQLException | IOException | RuntimeException e) {
      failed(e, now());
    } catch (OutOfMemoryError e) {
      failed(new IOException("not enough memory", e), now());
    }
    return longestWait;
  }

  private Duration doWhatIsDue(Instant now) throws SyncException, SQLException, IOException {
    boolean woke = hasSlept(now);
    lastStep = now;
    if (woke) {
      log.say("The clock jumped: the machine slept, or its clock was set.");
      logs.rescan();
    }
    importLogs(now);
    settings = settingsFile.read();
    if (!mayRun(now)) {
      return shorter(longestWait, logs.wait(now));
    }
    if (woke || asked || retry.hasNewNetwork()) {
      asked = false;
      schedule = schedule.atOnce();
    }
    if (schedule.pausedUnder() != null) {
      if (schedule.isPaused(work.circumstances(), now)) {
        return shorter(longestWait, logs.wait(now));
      }
      schedule = schedule.resumed();
    }
    if (schedule.isDue(now, interval(now))) {
      sync(now);
    } else if (!publisher.is(Kind.BACKING_OFF)) {
      show(Kind.WATCHING, problem.isEmpty() ? null : problem, now());
    }
    Instant end = now();
    return shorter(schedule.wait(end, interval(end)), shorter(longestWait, logs.wait(end)));
  }

  private boolean hasSlept(Instant now) {
    if (lastStep == null) {
      return false;
    }
    Duration gap = Duration.between(lastStep, now);
    return gap.isNegative() || gap.compareTo(longestWait.plus(ASLEEP)) > 0;
  }

  private void importLogs(Instant now) throws SQLException, IOException {
    long added = logs.run(now, settings.interval());
    if (added > 0) {
      schedule = schedule.withPushDue();
      observer.newEvents("logs", added);
    }
    lastStep = now(); // a long import is not sleep
  }

  /** Whether continuous sync is on, possible, and not run by another process. */
  private boolean mayRun(Instant now) throws IOException {
    if (!work.isSetUp()) {
      release();
      show(Kind.NOT_SET_UP, null, now);
      return false;
    }
    if (!settings.enabled()) {
      release();
      show(Kind.OFF, null, now);
      return false;
    }
    if (owned == null) {
      owned = OwnedLock.take(work.home().continuousLock()).orElse(null);
      if (owned == null) {
        String owner = OwnedLock.owner(work.home().continuousLock());
        show(Kind.STANDBY, "run by " + owner, now);
        return false;
      }
      AutoState.read(work.home()).ifPresent(before -> lastSync = before.state().lastSync());
    }
    return true;
  }

  private void release() throws IOException {
    if (owned != null) {
      owned.close();
      owned = null;
    }
  }

  private Duration interval(Instant now) {
    return pace.interval(settings.interval(), onBattery, now);
  }

  private void sync(Instant now) throws SyncException, SQLException, IOException {
    boolean pull = schedule.isPullDue(now, interval(now));
    show(Kind.SYNCING, null, now);
    long requests = 0;
    SyncException pullFailed = null;
    onBattery = host.isOnBattery();
    if (pull) {
      schedule = schedule.withPull(now);
      if (!work.isWriteOnly()) {
        try {
          requests += pull();
        } catch (SyncException.Unreachable | SyncException.WrongKey | SyncException.Busy e) {
          throw e;
        } catch (SyncException e) {
          pullFailed = e; // a problem with other devices' objects must not hold up our push
        }
      }
    }
    PushResult pushed = work.push();
    schedule = schedule.withPush();
    pushed.notices().forEach(log::say);
    requests += pushed.requests();
    if (pullFailed != null) {
      throw pullFailed;
    }
    succeeded(requests, now());
    prune.run(now());
    lastStep = now();
    show(Kind.WATCHING, problem.isEmpty() ? null : problem, now());
  }

  private long pull() throws SyncException {
    PullResult pulled = work.pull();
    pulled.notices().forEach(log::say);
    if (pulled.forgotten() > 0) {
      log.say(pulled.forgotten() + " events were deleted because another device asked for it.");
    }
    if (pulled.events() > 0 || pulled.forgotten() > 0) {
      pace.inUse(now());
      observer.newEvents("devices", pulled.events());
    }
    problem =
        pulled.quarantined().stream()
            .map(q -> "Device " + q.label() + ": " + q.reason())
            .collect(Collectors.joining(" "));
    return pulled.requests();
  }

  private void succeeded(long requests, Instant now) throws SyncException {
    retry.succeeded();
    lastSync = now;
    long perDay = settings.maxRequestsPerDay();
    Duration wait =
        perDay == 0
            ? Duration.ZERO
            : RequestBudget.wait(perDay, work.requestsToday(), requests, now);
    Instant notBefore = wait.isZero() ? null : now.plus(wait);
    schedule = schedule.afterSuccess(notBefore);
    pace.slowedByRequests(notBefore);
  }

  private void failed(Exception e, Instant now) {
    lastStep = now;
    switch (retry.after(e, now, FailureReport.nextAttempt(work))) {
      case RetryPolicy.Decision.Soon(Instant at) -> schedule = schedule.retryAt(at);
      case RetryPolicy.Decision.Later(Instant at) -> {
        schedule = schedule.retryAt(at);
        show(Kind.BACKING_OFF, FailureReport.message(e, work), now);
      }
      case RetryPolicy.Decision.Pause(Instant recheck) -> {
        schedule = schedule.paused(work.circumstances(), recheck);
        show(Kind.PAUSED, FailureReport.message(e, work), now);
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void show(Kind kind, @Nullable String reason, Instant now) {
    Instant next =
        switch (kind) {
          case WATCHING, BACKING_OFF, PAUSED -> schedule.nextSync(now, interval(now));
          case OFF, NOT_SET_UP, STANDBY, SYNCING -> null;
        };
    publisher.publish(
        new AutoState(
            kind,
            reason,
            now,
            lastSync,
            next,
            interval(now),
            pace.slowedBy(onBattery, now),
            logs.isPolling()),
        owned != null || kind == Kind.OFF);
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
