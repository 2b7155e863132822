package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imports the agents' logs: changed files after a burst of writes, and everything now and then. */
final class LogImport {

  private static final Duration RESCAN = Duration.ofMinutes(30);

  private final SyncWork work;
  private final AutoLog log;
  private final ChangedLogs changed = new ChangedLogs();
  private volatile boolean polling;
  private @Nullable Instant lastRescan;
  private @Nullable String problem;

  LogImport(SyncWork work, AutoLog log) {
    this.work = work;
    this.log = log;
  }

  /** Notes that a log file changed; null: any may have. Callable from any thread. */
  void changed(@Nullable Path file, Instant now) {
    changed.add(file, now);
  }

  /** Sets whether the folders cannot be watched and must be scanned at every interval. */
  void poll(boolean on) {
    polling = on;
  }

  boolean isPolling() {
    return polling;
  }

  /** Makes the next import scan all files. */
  void rescan() {
    lastRescan = null;
  }

  /** How long until a burst of changes is over; a day where nothing changed. */
  Duration wait(Instant now) {
    return changed.wait(now);
  }

  /**
   * Imports what is due.
   *
   * @param now the time
   * @param interval how often to scan all files if they cannot be watched
   * @return how many events were added
   */
  long run(Instant now, Duration interval) throws SQLException, IOException {
    Duration every = polling ? interval : RESCAN;
    if (lastRescan == null || !now.isBefore(lastRescan.plus(every))) {
      changed.add(null, now);
      lastRescan = now;
    }
    Set<Path> files = changed.take(now);
    if (files == null) {
      return 0;
    }
    try {
      long added = work.ingest(files);
      problem = null;
      return added;
    } catch (StoreException e) {
      // The store belongs to another program: it is synced as it is. Log that once.
      if (!Objects.equals(problem, e.getMessage())) {
        problem = e.getMessage();
        log.say("Not importing: " + e.getMessage());
      }
      return 0;
    }
  }
}
