package dev.stackunderflow.sync.engine.segment;

/**
 * Frees the arrays of segments that are done. Each is many megabytes, and the serial collector
 * rather lets the heap grow to its limit, a quarter of the machine's memory, than look for dead
 * ones among the old objects. The limit itself stays high, because a single event can be large.
 */
public final class DeadArrays {

  private static final long ENOUGH_BYTES = 80L << 20;

  private DeadArrays() {}

  /** Collects garbage if much may have piled up; to be called after each segment. */
  public static void free() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() - runtime.freeMemory() > ENOUGH_BYTES) {
      System.gc();
    }
  }
}
