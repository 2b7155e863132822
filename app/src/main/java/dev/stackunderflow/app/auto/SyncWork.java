package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The work of continuous sync, without the decision when to do it. */
interface SyncWork {

  /** Where the files are. */
  Home home();

  /** Whether sync is set up. */
  boolean isSetUp();

  /** Whether this device may only push. */
  boolean isWriteOnly() throws SyncException;

  /**
   * Imports new lines of the logs.
   *
   * @param changed the files that changed; empty: scan all files
   * @return how many events were added
   */
  long ingest(Set<Path> changed) throws SQLException, IOException;

  /** Imports what the other devices pushed. */
  PullResult pull() throws SyncException;

  /** Uploads what the vault does not have. */
  PushResult push() throws SyncException;

  /** Deletes old replaced segments; returns a summary for the log. */
  String prune() throws SyncException;

  /** Requests made to the bucket today (UTC), by all processes of this home. */
  long requestsToday() throws SyncException;

  /**
   * The earliest time of the next attempt after a failure, if the provider or the queue set one.
   */
  Optional<Instant> nextAttempt() throws SyncException;

  /** A text that changes with whatever can cure a denied access or a wrong key. */
  String circumstances();
}
