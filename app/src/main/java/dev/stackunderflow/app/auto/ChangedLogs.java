package dev.stackunderflow.app.auto;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Log files that changed and have not been imported yet. A burst of appends is imported once: it
 * ends after 250 ms without a change, or after a second.
 */
final class ChangedLogs {

  private static final Duration QUIET = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Set<Path> files = new HashSet<>();
  private boolean all;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Adds a file; null: any file may have changed. */
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

  /** How long until {@link #take} returns files; a day if nothing changed. */
  synchronized Duration wait(Instant now) {
    if (first == null || last == null) {
      return Duration.ofDays(1);
    }
    Instant end = last.plus(QUIET);
    Instant latest = first.plus(LONGEST);
    Duration wait = Duration.between(now, end.isBefore(latest) ? end : latest);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * The files of a burst that has ended; null if there is none. Empty: any file may have changed.
   */
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
