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

/** What continuous sync does, apart from deciding when. */
interface SyncWork {

  /** Where the files are. */
  Home home();

  /** Whether there is a vault to sync with. */
  boolean isSetUp();

  /** Whether this device may only push. */
  boolean isWriteOnly() throws SyncException;

  /**
   * Takes in what is new in the logs.
   *
   * @param changed the files that changed; empty to look at all there are
   * @return how many events were added
   */
  long ingest(Set<Path> changed) throws SQLException, IOException;

  /** Takes what the other devices sent. */
  PullResult pull() throws SyncException;

  /** Sends what the vault lacks. */
  PushResult push() throws SyncException;

  /** Deletes from the bucket what was replaced long ago; says how much. */
  String prune() throws SyncException;

  /** Requests made to the bucket today (UTC), by all processes of this home. */
  long requestsToday() throws SyncException;

  /** When the provider, or the queue, wants the next attempt after a failure. */
  Optional<Instant> nextAttempt() throws SyncException;

  /** Changes when something does that can put a denied access or a wrong key right. */
  String circumstances();
}
