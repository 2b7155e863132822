package dev.stackunderflow.sync.api;

/** Receives the progress of a push or pull, for a progress bar. */
@FunctionalInterface
public interface Progress {

  /** Ignores the progress. */
  Progress NONE = (what, done, total) -> {};

  /**
   * Reports progress.
   *
   * @param what the work in one or two words, such as {@code sending}
   * @param done how much is done, in the unit of {@code total}
   * @param total the total as far as known; 0 if unknown
   */
  void at(String what, long done, long total);
}
