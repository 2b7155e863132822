package dev.stackunderflow.core.thread;

/** What the JDK's threads lack. */
public final class Threads {

  private Threads() {}

  /**
   * Waits for a thread's end whatever happens; this one is then interrupted if it was meanwhile.
   */
  public static void join(Thread thread) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
