package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What continuous sync reports about a failure. */
final class FailureReport {

  private FailureReport() {}

  /** What to tell the user. */
  static String message(Exception e, SyncWork work) {
    if (e instanceof SyncException && !(e instanceof SyncException.Unexpected)) {
      return String.valueOf(e.getMessage());
    }
    return StorageDiagnostics.words(e, work.home().folder())
        .orElseGet(() -> e instanceof SyncException ? e.getMessage() : e.toString());
  }

  /** The earliest time of the next attempt; null if none is set, or it cannot be read. */
  static @Nullable Instant nextAttempt(SyncWork work) {
    try {
      return work.nextAttempt().orElse(null);
    } catch (SyncException e) {
      return null;
    }
  }
}
