package dev.stackunderflow.app.auto;

/** Learns what continuous sync does. Never gets content of sessions. */
public interface Observer {

  /** The state changed. */
  default void state(AutoState state) {}

  /**
   * There are new events in the view.
   *
   * @param from {@code logs} of this machine, or other {@code devices}
   * @param events how many; 0 if events were only deleted
   */
  default void newEvents(String from, long events) {}

  /**
   * Progress of a sync.
   *
   * @param what the present step
   * @param done how much of it is done
   * @param total all of it, 0 if unknown
   */
  default void progress(String what, long done, long total) {}
}
