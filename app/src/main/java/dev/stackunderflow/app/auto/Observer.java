package dev.stackunderflow.app.auto;

/** Told what continuous sync does. Nothing that it is told holds a word of any session. */
public interface Observer {

  /** It is doing something else now, or the same for another reason. */
  default void state(AutoState state) {}

  /**
   * Events came into the view.
   *
   * @param from {@code logs} of this machine, or other {@code devices}
   * @param events how many; 0 where others only went, because a device said to forget them
   */
  default void newEvents(String from, long events) {}

  /**
   * How far a sync is.
   *
   * @param what it is at
   * @param done so much of it
   * @param total all of it, 0 if unknown
   */
  default void progress(String what, long done, long total) {}
}
