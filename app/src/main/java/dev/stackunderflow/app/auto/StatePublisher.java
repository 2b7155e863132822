package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Publishes the state of continuous sync: to the log, to its file, and to an observer. */
final class StatePublisher {

  private final Home home;
  private final AutoLog log;
  private final Observer observer;
  private volatile @Nullable AutoState state;

  StatePublisher(Home home, AutoLog log, Observer observer) {
    this.home = home;
    this.log = log;
    this.observer = observer;
  }

  /** The last state, or null before the first. */
  @Nullable AutoState state() {
    return state;
  }

  /** Whether this is the present kind of state. */
  boolean is(AutoState.Kind kind) {
    AutoState present = state;
    return present != null && present.kind() == kind;
  }

  /**
   * Publishes a state, unless it is the present one.
   *
   * @param next the state; its {@code since} is replaced while the kind stays the same
   * @param toFile whether to write it to the home's file
   */
  void publish(AutoState next, boolean toFile) {
    AutoState before = state;
    boolean isSameKind = before != null && before.kind() == next.kind();
    AutoState after = isSameKind && before != null ? next.withSince(before.since()) : next;
    if (after.equals(before)) {
      return;
    }
    boolean isNews =
        before == null || !isSameKind || !Objects.equals(before.reason(), after.reason());
    state = after;
    log.state(after, isNews);
    if (toFile) {
      write(after);
    }
    observer.state(after);
  }

  private void write(AutoState after) {
    try {
      after.write(home);
    } catch (IOException e) {
      log.say("The state file cannot be written: " + e);
    }
  }
}
