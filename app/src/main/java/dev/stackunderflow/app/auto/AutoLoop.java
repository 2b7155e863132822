package dev.stackunderflow.app.auto;

import dev.stackunderflow.app.auto.AutoState.Kind;
import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.core.store.StoreException;
import dev.stackunderflow.core.time.Backoff;
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
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to ingest, pull and push. It looks at the clock, the settings and what it was told,
 * does what is due, and says how long until the next look; who runs it waits in between.
 */
final class AutoLoop implements AutoCloseable {

  /** The longest time between two looks: so quickly a change of the settings takes effect. */
  static final Duration LOOK = Duration.ofSeconds(2);

  /** A look that comes so late was held up by a machine that slept. */
  private static final Duration ASLEEP = Duration.ofSeconds(15);

  private static final Duration RETRY_BUSY = Duration.ofSeconds(2);
  private static final Duration RECHECK_PAUSE = Duration.ofHours(1);
  private static final Duration RESCAN = Duration.ofMinutes(30);
  private static final Duration PRUNE = Duration.ofDays(1);

  private final SyncWork work;
  private final HostEnvironment surroundings;
  private final Clock clock;
  private final RandomGenerator random;
  private final Observer observer;
  private final AutoLog log;
  private final ChangedLogs logs = new ChangedLogs();
  private final PollInterval pace = new PollInterval();

  private @Nullable OwnedLock owned;
  private AutoSettings settings = AutoSettings.DEFAULT;
  private final SettingsFile settingsFile;
  private boolean onBattery;
  private volatile @Nullable AutoState state;
  private @Nullable Instant lastLook;
  private @Nullable Instant lastSync;
  private @Nullable Instant lastPull;
  private @Nullable Instant lastPrune;
  private @Nullable Instant lastRescan;
  private @Nullable Instant notBefore;
  private @Nullable String pausedUnder;
  private @Nullable String ingestProblem;
  private String network = "";
  private String problem = "";
  private boolean pushDue = true;
  private volatile boolean polling;
  private int failures;
  private volatile boolean asked;

  AutoLoop(
      SyncWork work,
      HostEnvironment surroundings,
      Clock clock,
      RandomGenerator random,
      Observer observer,
      AutoLog log) {
    this.work = work;
    this.settingsFile = new SettingsFile(work.home());
    this.surroundings = surroundings;
    this.clock = clock;
    this.random = random;
    this.observer = observer;
    this.log = log;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Notes that a log file changed; null: any may have. */
  void logChanged(@Nullable Path file) {
    logs.add(file, now());
    pace.inUse(now());
  }

  /** Notes that the folders can't be watched: they are looked through at every interval. */
  void pollLogs(boolean on) {
    polling = on;
  }

  /** Notes that somebody looks at the view. */
  void viewed() {
    pace.inUse(now());
  }

  /** Has the next look sync at once, also after a failure or a pause. */
  void ask() {
    asked = true;
  }

  /** What it does, or null before the first look. */
  @Nullable AutoState state() {
    return state;
  }

  /**
   * Does what is due. Never throws: what fails is noted, shown and tried again.
   *
   * @return how long until the next look
   */
  Duration look() {
    try {
      return doWhatIsDue(now());
    } catch (SyncException | SQLException | IOException | RuntimeException e) {
      failed(e, now());
    } catch (OutOfMemoryError e) {
      failed(new IOException("not enough memory for this now", e), now());
    }
    return LOOK;
  }

  private Duration doWhatIsDue(Instant now) throws SyncException, SQLException, IOException {
    boolean woke = hasSlept(now);
    lastLook = now;
    if (woke) {
      log.say("The clock moved on, or back: the machine slept, or was set.");
      lastRescan = null;
    }
    rescanIfDue(now);
    ingest(now);
    settings = settingsFile.read();
    if (!mayRun(now)) {
      return shortest(LOOK, logs.wait(now));
    }
    if (woke || asked || hasNewNetwork()) {
      asked = false;
      notBefore = null;
      lastPull = null;
      pausedUnder = null;
    }
    if (pausedUnder != null) {
      if (pausedUnder.equals(work.circumstances()) && isBefore(now, notBefore)) {
        return shortest(LOOK, logs.wait(now));
      }
      notBefore = null;
      pausedUnder = null;
    }
    if (!isBefore(now, notBefore) && (pushDue || !isBefore(now, nextPull(now)))) {
      sync(now);
    } else if (state == null || state.kind() != Kind.BACKING_OFF) {
      show(Kind.WATCHING, problem.isEmpty() ? null : problem, now());
    }
    return untilNext(now());
  }

  private boolean hasSlept(Instant now) {
    if (lastLook == null) {
      return false;
    }
    Duration gap = Duration.between(lastLook, now);
    return gap.isNegative() || gap.compareTo(ASLEEP) > 0;
  }

  private void rescanIfDue(Instant now) {
    Duration every = polling ? settings.interval() : RESCAN;
    if (lastRescan == null || !isBefore(now, lastRescan.plus(every))) {
      logs.add(null, now);
      lastRescan = now;
    }
  }

  private void ingest(Instant now) throws SQLException, IOException {
    Set<Path> changed = logs.take(now);
    if (changed == null) {
      return;
    }
    try {
      long added = work.ingest(changed);
      if (added > 0) {
        pushDue = true;
        observer.newEvents("logs", added);
      }
      ingestProblem = null;
    } catch (StoreException e) {
      // Another program's store is synced as it is; saying so once is enough.
      if (!Objects.equals(ingestProblem, e.getMessage())) {
        ingestProblem = e.getMessage();
        log.say("Not ingesting: " + e.getMessage());
      }
    }
    lastLook = now(); // a long ingest is no sleep
  }

  /** Whether continuous sync is wanted, possible, and this process's to do. */
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
        show(Kind.STANDBY, OwnedLock.owner(work.home().continuousLock()) + " does it", now);
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

  private boolean hasNewNetwork() {
    if (failures == 0) {
      return false;
    }
    String before = network;
    network = surroundings.network();
    return !before.isEmpty() && !network.equals(before);
  }

  private Instant nextPull(Instant now) {
    return lastPull == null ? now : lastPull.plus(interval(now));
  }

  private Duration interval(Instant now) {
    return pace.interval(settings.interval(), onBattery, now);
  }

  private static boolean isBefore(Instant now, @Nullable Instant due) {
    return due != null && now.isBefore(due);
  }

  private void sync(Instant now) throws SyncException, SQLException, IOException {
    boolean pull = !isBefore(now, nextPull(now));
    show(Kind.SYNCING, null, now);
    long requests = 0;
    SyncException pullFailed = null;
    onBattery = surroundings.isOnBattery();
    if (pull) {
      lastPull = now;
      if (!work.isWriteOnly()) {
        try {
          requests += pull();
        } catch (SyncException.Unreachable | SyncException.WrongKey | SyncException.Busy e) {
          throw e;
        } catch (SyncException e) {
          pullFailed = e; // what is wrong with others' objects must not keep ours here
        }
      }
    }
    PushResult pushed = work.push();
    pushDue = false;
    pushed.notices().forEach(log::say);
    requests += pushed.requests();
    if (pullFailed != null) {
      throw pullFailed;
    }
    Instant end = now();
    succeeded(requests, end);
    pruneIfDue(end);
    lastLook = now();
    show(Kind.WATCHING, problem.isEmpty() ? null : problem, now());
  }

  private long pull() throws SyncException {
    PullResult pulled = work.pull();
    pulled.notices().forEach(log::say);
    if (pulled.forgotten() > 0) {
      log.say(pulled.forgotten() + " events went, as another device said to forget them.");
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
    failures = 0;
    pausedUnder = null;
    lastSync = now;
    long perDay = settings.maxRequestsPerDay();
    Duration wait =
        perDay == 0
            ? Duration.ZERO
            : RequestBudget.wait(perDay, work.requestsToday(), requests, now);
    notBefore = wait.isZero() ? null : now.plus(wait);
    pace.slowedByRequests(notBefore);
  }

  /** Once a day; one that fails waits for the next day. */
  private void pruneIfDue(Instant now) {
    if (lastPrune == null || lastPrune.isAfter(now)) {
      lastPrune = now;
    }
    if (isBefore(now, lastPrune.plus(PRUNE))) {
      return;
    }
    lastPrune = now;
    try {
      if (!work.isWriteOnly()) {
        log.say(work.prune());
      }
    } catch (SyncException | RuntimeException e) {
      log.say("Pruning failed; tried again tomorrow. " + words(e));
    }
  }

  private void failed(Exception e, Instant now) {
    lastLook = now;
    switch (e) {
      case SyncException.Busy _ -> {
        lastPull = null;
        notBefore = now.plus(RETRY_BUSY);
      }
      case SyncException.WrongKey _,
          SyncException.Denied _,
          SyncException.NewerFormat _,
          SyncException.Usage _ -> {
        pausedUnder = work.circumstances();
        notBefore = now.plus(RECHECK_PAUSE);
        show(Kind.PAUSED, words(e), now);
      }
      default -> {
        failures++;
        network = surroundings.network();
        notBefore = later(now.plus(Backoff.BUCKET.delay(failures, random)), nextAttempt());
        lastPull = null;
        show(Kind.BACKING_OFF, words(e), now);
      }
    }
  }

  private @Nullable Instant nextAttempt() {
    try {
      return work.nextAttempt().orElse(null);
    } catch (SyncException e) {
      return null;
    }
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }

  private String words(Exception e) {
    if (e instanceof SyncException && !(e instanceof SyncException.Unexpected)) {
      return String.valueOf(e.getMessage());
    }
    return StorageDiagnostics.words(e, work.home().folder())
        .orElseGet(() -> e instanceof SyncException ? e.getMessage() : e.toString());
  }

  private Duration untilNext(Instant now) {
    Instant due = pushDue ? now : nextPull(now);
    Duration wait = Duration.between(now, notBefore == null ? due : later(due, notBefore));
    return shortest(wait.isNegative() ? Duration.ZERO : wait, shortest(LOOK, logs.wait(now)));
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void show(Kind kind, @Nullable String reason, Instant now) {
    AutoState before = state;
    boolean isNews =
        before == null || before.kind() != kind || !Objects.equals(before.reason(), reason);
    Instant next =
        switch (kind) {
          case WATCHING, BACKING_OFF, PAUSED -> nextSync(now);
          case OFF, NOT_SET_UP, STANDBY, SYNCING -> null;
        };
    AutoState after =
        new AutoState(
            kind,
            reason,
            before == null || before.kind() != kind ? now : before.since(),
            lastSync,
            next,
            interval(now),
            pace.slowedBy(onBattery, now),
            polling);
    if (after.equals(before)) {
      return;
    }
    state = after;
    log.state(after, isNews);
    if (owned != null || kind == Kind.OFF) {
      write(after);
    }
    observer.state(after);
  }

  private Instant nextSync(Instant now) {
    Instant due = lastPull == null ? now : nextPull(now);
    return notBefore == null ? due : later(due, notBefore);
  }

  private void write(AutoState after) {
    try {
      after.write(work.home());
    } catch (IOException e) {
      log.say("The state can't be written down: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
