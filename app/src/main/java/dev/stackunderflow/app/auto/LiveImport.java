package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.catalog.project.ProjectFolders;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Imports logs as they are written, for a view that a person watches. It opens no connection: other
 * machines' events come with continuous sync. For one thread.
 */
public final class LiveImport implements AutoCloseable {

  /** How often folders that cannot be watched are scanned. */
  private static final Duration SCAN = Duration.ofSeconds(15);

  private final Home home;
  private final Clock clock;
  private final List<CodingAgent> agents;
  private final ChangedLogs changed = new ChangedLogs();
  private final LogWatcher watcher;
  private Instant scanned;

  /** Creates one that does not watch yet. */
  public LiveImport(Home home, Map<String, String> env, Clock clock) {
    this.home = home;
    this.clock = clock;
    this.agents = Agents.all(env);
    this.watcher =
        new LogWatcher(
            agents.stream().flatMap(agent -> agent.folders().stream()).toList(),
            file -> changed.add(file, clock.instant()));
    this.scanned = clock.instant();
  }

  /** Imports what has changed, if anything has. A store of another program is left as it is. */
  public void run() throws SQLException, IOException {
    Instant now = clock.instant();
    if (!now.isBefore(scanned.plus(SCAN))) {
      scanned = now;
      if (!watcher.refresh()) {
        changed.add(null, now);
      }
    }
    Set<Path> files = changed.take(now);
    if (files != null) {
      ingest(files);
    }
  }

  /** Imports everything that there is, and begins to watch the folders that exist. */
  public void start() throws SQLException, IOException {
    watcher.refresh();
    ingest(Set.of());
  }

  private void ingest(Set<Path> files) throws SQLException, IOException {
    try (Store store = Store.open(home.store())) {
      var ingest = new Ingest(store, agents, clock, Decisions.forgotten(home));
      if (ingest.run(files, (_, _) -> {}).eventsAdded() > 0) {
        ProjectFolders.note(home, store, clock);
      }
    } catch (StoreException e) {
      // The store is another program's: its view is shown as it is.
    }
  }

  @Override
  public void close() {
    watcher.close();
  }
}
