package dev.stackunderflow.app.auto;

import java.time.Duration;

/**
 * Returns memory to the system after work: the garbage collector shrinks the heap only when it
 * runs, and in an idle process it does not run.
 */
final class HeapTrimmer {

  private static final Duration QUIET = Duration.ofSeconds(10);

  private long lastWork = System.nanoTime();
  private boolean isDue = true;

  /** Notes that work was done that used memory. */
  synchronized void worked() {
    lastWork = System.nanoTime();
    isDue = true;
  }

  /** Runs the collector once after ten quiet seconds. */
  void trimIfQuiet() {
    if (takeDue()) {
      System.gc();
    }
  }

  private synchronized boolean takeDue() {
    boolean isNow = isDue && System.nanoTime() - lastWork > QUIET.toNanos();
    isDue &= !isNow;
    return isNow;
  }
}
