package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Takes what is new in the agents' logs into the store. */
public final class Ingest {

  private final Store store;
  private final List<LogSource> sources;
  private final Clock clock;
  private final ForgetRules forgotten;

  /**
   * An ingest into a store.
   *
   * @param store the open store, one of ours
   * @param sources where to look
   * @param clock the time
   * @param forgotten what to leave out, though it is in the logs
   */
  public Ingest(Store store, List<LogSource> sources, Clock clock, ForgetRules forgotten) {
    this.store = store;
    this.sources = sources;
    this.clock = clock;
    this.forgotten = forgotten;
  }

  /** Told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** So many of all files are done. */
    void at(long filesDone, long files);
  }

  private record Found(LogSource source, Path file) {}

  /**
   * Reads every log file that has something new. A file that cannot be read is named in the report
   * and does not stop the others.
   *
   * @param progress told how far it is
   * @return what was found
   * @throws StoreException if another program writes this store
   * @throws SQLException if the store cannot be written; each file is imported completely or not at
   *     all
   * @throws IOException if the folders cannot be listed
   */
  public IngestReport run(Progress progress) throws SQLException, IOException {
    if (store.isForeign()) {
      throw new StoreException(
          store.file()
              + " is written by another program, StackUnderflow in Python: run its own ingest."
              + " Nothing was changed. This program reads and syncs that store as it is; for a store"
              + " of its own set STACKUNDERFLOW_HOME to another folder.");
    }
    List<Found> found = new ArrayList<>();
    List<Path> unread = new ArrayList<>();
    for (LogSource source : sources) {
      LogSource.Listing listing = source.list();
      unread.addAll(listing.unread());
      for (Path file : listing.logs()) {
        found.add(new Found(source, file));
      }
    }
    List<String> warnings = new ArrayList<>();
    try (var reader = new FileIngest(store.connection(), clock, forgotten)) {
      long done = 0;
      for (Found one : found) {
        progress.at(done++, found.size());
        read(reader, one, warnings);
      }
      progress.at(found.size(), found.size());
      warnings.addAll(reader.damage().warnings());
      return new IngestReport(
          found.size(),
          reader.filesRead(),
          Sqlite.number(store.connection(), "SELECT count(*) FROM sessions"),
          reader.eventsAdded(),
          reader.damage().count(),
          reader.damage().lines(),
          List.copyOf(unread),
          List.copyOf(warnings));
    }
  }

  private static void read(FileIngest reader, Found one, List<String> warnings)
      throws SQLException {
    try {
      reader.read(one.source(), one.file());
    } catch (IOException e) {
      // One that was deleted since it was listed needs no word: what was read of it stays.
      if (Files.exists(one.file())) {
        warnings.add(
            (Files.isReadable(one.file()) ? "Could not read " : "No right to read ")
                + one.file()
                + "; it was left out.");
      }
    }
  }
}
