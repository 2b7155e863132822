package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.catalog.project.ProjectFolders;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/** The work of continuous sync on this machine. One sync of this process runs at a time. */
public final class LocalSyncWork implements SyncWork {

  private static final int KEEP_DAYS = 30;

  private final Home home;
  private final Map<String, String> env;
  private final Clock clock;
  private final Sync sync;
  private final List<CodingAgent> agents;
  private final Progress progress;
  private final ReentrantLock busy = new ReentrantLock();
  private String keySource = "";

  /**
   * Creates the work of one home.
   *
   * @param home where the files are
   * @param env the environment
   * @param clock the time
   * @param sync the home's sync
   * @param agents the agents whose sessions are imported
   * @param observer told the progress
   */
  public LocalSyncWork(
      Home home,
      Map<String, String> env,
      Clock clock,
      Sync sync,
      List<CodingAgent> agents,
      Observer observer) {
    this.home = home;
    this.env = env;
    this.clock = clock;
    this.sync = sync;
    this.agents = agents;
    this.progress = observer::progress;
  }

  @Override
  public Home home() {
    return home;
  }

  @Override
  public boolean isSetUp() {
    return sync.isConfigured();
  }

  @Override
  public boolean isWriteOnly() throws SyncException {
    return sync.isWriteOnly();
  }

  @Override
  public long ingest(Set<Path> changed) throws SQLException, IOException {
    try (Store store = Store.open(home.store())) {
      long added =
          new Ingest(store, agents, clock, Decisions.forgotten(home))
              .run(changed, (_, _) -> {})
              .eventsAdded();
      if (added > 0) {
        ProjectFolders.note(home, store, clock);
      }
      return added;
    }
  }

  @Override
  public PullResult pull() throws SyncException {
    busy.lock();
    try {
      return sync.pull(progress);
    } finally {
      busy.unlock();
    }
  }

  @Override
  public PushResult push() throws SyncException {
    busy.lock();
    try {
      return sync.push(progress);
    } finally {
      busy.unlock();
    }
  }

  @Override
  public String prune() throws SyncException {
    busy.lock();
    try {
      PruneResult result = sync.prune(KEEP_DAYS, false);
      return "Pruned "
          + result.deletedSegments()
          + " replaced segments and "
          + result.deletedOrphans()
          + " unused uploads.";
    } finally {
      busy.unlock();
    }
  }

  /** A call that waits for a running sync of this process, and makes the next one wait. */
  public <T> Callable<T> alone(Callable<T> call) {
    return () -> {
      busy.lock();
      try {
        return call.call();
      } finally {
        busy.unlock();
      }
    };
  }

  @Override
  public long requestsToday() throws SyncException {
    return sync.requestsToday();
  }

  @Override
  public Optional<Instant> nextAttempt() throws SyncException {
    return sync.status().map(Status::retry).map(Status.Retry::nextAttemptAt).map(Instant::parse);
  }

  @Override
  public String circumstances() {
    var files = new ArrayList<Path>();
    files.add(AutoSettings.file(home));
    files.add(home.syncFolder().resolve("device.json"));
    files.add(home.syncFolder().resolve("lock")); // changes when another command syncs
    Path userHome = Home.userHome(env);
    files.add(file("AWS_SHARED_CREDENTIALS_FILE", userHome.resolve(".aws/credentials")));
    files.add(file("AWS_CONFIG_FILE", userHome.resolve(".aws/config")));
    if (keySource.isEmpty()) {
      keySource = readKeySource();
    }
    if (keySource.startsWith("file:")) {
      files.add(Path.of(keySource.substring("file:".length())));
    }
    var seen = new StringBuilder();
    files.forEach(file -> seen.append(changedAt(file)).append(' '));
    return seen.toString();
  }

  private Path file(String variable, Path usual) {
    String named = env.getOrDefault(variable, "");
    return named.isBlank() ? usual : Path.of(named);
  }

  private String readKeySource() {
    try {
      return sync.status().map(Status::keySource).orElse("");
    } catch (SyncException e) {
      return "";
    }
  }

  private static String changedAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException e) {
      return "-";
    }
  }
}
