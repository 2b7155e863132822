package dev.stackunderflow.sync.api;

/** Told how far a push or a pull has come, so that a bar can be drawn. */
@FunctionalInterface
public interface Progress {

  /** Nobody is looking. */
  Progress NONE = (what, done, total) -> {};

  /**
   * Something moved on.
   *
   * @param what a short word for the work, such as {@code sending}
   * @param done how much is done, in the unit of {@code total}
   * @param total how much there is as far as known, 0 for not known
   */
  void at(String what, long done, long total);
}
