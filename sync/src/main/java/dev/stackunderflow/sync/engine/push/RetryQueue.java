package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.wire.Head;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What is noted when a push fails: when to try again, if that can help. */
public final class RetryQueue {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofMinutes(15);
  private static final int DOUBLINGS = 10;

  private RetryQueue() {}

  /**
   * Notes a failure.
   *
   * @return what is safe and what happens next, in words
   */
  public static String note(VaultSession vault, BucketException failure) throws SQLException {
    Ledger ledger = vault.ledger();
    int attempts = ledger.retry().attempts() + 1;
    boolean canHelp = failure.kind() == BucketException.Kind.UNREACHABLE;
    String next =
        canHelp ? vault.now().plus(delay(vault, attempts, failure.retryAfter())).toString() : null;
    ledger.putRetry(new Ledger.Retry(attempts, next, failure.getMessage()));
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
        + (canHelp
            ? " The next push sends them: stackunderflow sync push"
            : " Trying again won't help before that is put right.");
  }

  /** Doubles from 1 s to 15 min; a random half of it keeps many machines from coming at once. */
  private static Duration delay(VaultSession vault, int attempts, Duration atLeast) {
    long full = Math.min(LAST.toMillis(), FIRST.toMillis() << Math.min(attempts - 1, DOUBLINGS));
    Duration random = Duration.ofMillis(full / 2 + vault.setting().random().nextLong(full / 2 + 1));
    return atLeast.isZero() ? random : atLeast.plus(random);
  }
}
