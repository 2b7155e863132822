package dev.stackunderflow.core.catalog.index;

/** Told how far the merged view has been brought up to date. */
@FunctionalInterface
public interface IndexProgress {

  /** Nobody is looking. */
  IndexProgress NONE = (done, total) -> {};

  /**
   * Some events were taken in.
   *
   * @param done how many so far
   * @param total how many there are about
   */
  void at(long done, long total);
}
