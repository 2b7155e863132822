package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.time.Backoff;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.RetryState.Retry;
import dev.stackunderflow.sync.wire.Head;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records a failed push, and when to retry if retrying can help. */
public final class RetryQueue {

  private RetryQueue() {}

  /**
   * Records a failure.
   *
   * @return what is safe and what to do next, for the user
   */
  public static String record(VaultSession vault, BucketException failure) throws SQLException {
    Ledger ledger = vault.ledger();
    int attempts = ledger.retries().current().attempts() + 1;
    boolean canRetry = failure.kind() == BucketException.Kind.UNREACHABLE;
    Instant next = canRetry ? vault.now().plus(delay(vault, attempts, failure)) : null;
    ledger.retries().put(new Retry(attempts, next, failure.getMessage()));
    List<Head.SegmentRef> queued = ledger.segments().uncommitted();
    long events = queued.stream().mapToLong(Head.SegmentRef::events).sum();
    String safe =
        queued.isEmpty()
            ? " Nothing is lost: your events are in the store here."
            : " Nothing is lost: "
                + events
                + (events == 1 ? " event is" : " events are")
                + " encrypted and queued here.";
    return safe
        + (canRetry
            ? " The next push sends them: stackunderflow sync push"
            : " Retrying does not help until this is fixed.");
  }

  private static Duration delay(VaultSession vault, int attempts, BucketException failure) {
    return failure.retryAfter().plus(Backoff.BUCKET.delay(attempts, vault.context().random()));
  }
}
