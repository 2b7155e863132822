package dev.stackunderflow.sync.engine.segment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Frees the arrays of segments that are done. Large ones are many megabytes, and the serial
 * collector rather lets the heap grow to its limit, a quarter of the machine's memory, than look
 * for dead ones among the old objects. The limit itself stays high, because a single event can be
 * large.
 */
public final class DeadArrays {

  private static final long ENOUGH_BYTES = 80L << 20;

  /** Of objects, which are an eighth of what is in them, or less. A full segment has more. */
  private static final long ENOUGH_OBJECTS = 1L << 20;

  private static final AtomicLong PILED_UP = new AtomicLong();

  private DeadArrays() {}

  /**
   * Collects garbage if much may have piled up; to be called after each segment. Many small ones
   * are collected together.
   *
   * @param objectBytes the size of the segment's object as stored
   */
  public static void free(long objectBytes) {
    Runtime runtime = Runtime.getRuntime();
    if (PILED_UP.addAndGet(objectBytes) >= ENOUGH_OBJECTS
        && runtime.totalMemory() - runtime.freeMemory() > ENOUGH_BYTES) {
      PILED_UP.set(0);
      System.gc();
    }
  }
}
