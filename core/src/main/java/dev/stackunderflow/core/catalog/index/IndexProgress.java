package dev.stackunderflow.core.catalog.index;

/** Receives the progress of updating the merged view. */
@FunctionalInterface
public interface IndexProgress {

  /** Ignores the progress. */
  IndexProgress NONE = (done, total) -> {};

  /**
   * Reports that events were indexed.
   *
   * @param done how many so far
   * @param total how many there are, estimated
   */
  void at(long done, long total);
}
