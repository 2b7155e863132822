package dev.stackunderflow.app.auto;

import java.time.Duration;

/**
 * Gives memory back to the system when work is over: the collector shrinks the heap only when it
 * runs, and a process with nothing to do never makes it run.
 */
final class HeapTrimmer {

  private static final Duration QUIET = Duration.ofSeconds(10);

  private long lastWork = System.nanoTime();
  private boolean isDue = true;

  /** Something was done that took memory. */
  synchronized void worked() {
    lastWork = System.nanoTime();
    isDue = true;
  }

  /** Tidies up if it was quiet since. */
  void tidyIfQuiet() {
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
