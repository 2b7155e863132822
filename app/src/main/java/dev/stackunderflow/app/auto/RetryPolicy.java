package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.time.Backoff;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What to do about a failed sync: repeat it soon, repeat it later and later, or pause. */
final class RetryPolicy {

  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final Duration RECHECK_PAUSE = Duration.ofHours(1);

  private final RandomGenerator random;
  private final HostEnvironment host;
  private int failures;
  private String network = "";

  /**
   * A policy without failures so far.
   *
   * @param random spreads the attempts of many machines
   * @param host says when the network changes
   */
  RetryPolicy(RandomGenerator random, HostEnvironment host) {
    this.random = random;
    this.host = host;
  }

  /** What follows a failure. */
  sealed interface Decision {

    /** Another sync is running: try again shortly; this is not a failure to report. */
    record Soon(Instant at) implements Decision {}

    /** Try again at this time. */
    record Later(Instant at) implements Decision {}

    /** Do not try again before something changes, or this time. */
    record Pause(Instant recheck) implements Decision {}
  }

  /**
   * Decides what to do about a failure.
   *
   * @param e the failure
   * @param now the time
   * @param earliest not before this time, as the provider or the queue asks; null for any
   */
  Decision after(Exception e, Instant now, @Nullable Instant earliest) {
    return switch (e) {
      case SyncException.Busy _ -> new Decision.Soon(now.plus(BUSY));
      case SyncException.WrongKey _,
          SyncException.Denied _,
          SyncException.NewerFormat _,
          SyncException.Usage _ ->
          new Decision.Pause(now.plus(RECHECK_PAUSE));
      default -> {
        failures++;
        network = host.network();
        Instant next = now.plus(Backoff.BUCKET.delay(failures, random));
        yield new Decision.Later(earliest != null && earliest.isAfter(next) ? earliest : next);
      }
    };
  }

  /** Whether the network has changed since the last failure, so that another attempt may help. */
  boolean hasNewNetwork() {
    if (failures == 0) {
      return false;
    }
    String before = network;
    network = host.network();
    return !before.isEmpty() && !network.equals(before);
  }

  /** A sync succeeded. */
  void succeeded() {
    failures = 0;
  }
}
