package dev.stackunderflow.app.auto;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Log files that changed and are not taken in yet. A burst of appends is one: it is over when
 * nothing came for a moment, and does not last longer than a second.
 */
final class ChangedLogs {

  private static final Duration QUIET = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Set<Path> files = new HashSet<>();
  private boolean all;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Notes a file, or with null that any may have changed. */
  synchronized void add(@Nullable Path file, Instant now) {
    if (file == null) {
      all = true;
    } else {
      files.add(file);
    }
    last = now;
    if (first == null || first.isAfter(now)) {
      first = now;
    }
  }

  /** How long to wait until {@link #take} gives something; a long time where nothing came. */
  synchronized Duration wait(Instant now) {
    if (first == null || last == null) {
      return Duration.ofDays(1);
    }
    Instant end = last.plus(QUIET);
    Instant latest = first.plus(LONGEST);
    Duration wait = Duration.between(now, end.isBefore(latest) ? end : latest);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** The files of a burst that is over; null where there is none. Empty: any may have changed. */
  synchronized @Nullable Set<Path> take(Instant now) {
    if (!wait(now).isZero()) {
      return null;
    }
    Set<Path> taken = all ? Set.of() : Set.copyOf(files);
    files.clear();
    all = false;
    first = null;
    last = null;
    return taken;
  }
}
