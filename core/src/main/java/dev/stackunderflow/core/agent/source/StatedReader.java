package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.store.Event;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an agent's records state besides the columns of their events: the branch, the remote,
 * the cost. It is asked for every event that is indexed, so it looks at the record's text first and
 * parses only what it finds something in.
 */
@FunctionalInterface
public interface StatedReader {

  /** An agent whose records state nothing more. */
  StatedReader NONE = (_, _) -> Stated.NOTHING;

  /**
   * Reads a record.
   *
   * @param event the event with its record
   * @param branch the branch that is known of the session up to here; null for none
   */
  Stated of(Event event, @Nullable String branch);

  /** This one's answer, or that of another where this one has none. */
  default StatedReader or(StatedReader other) {
    return (event, branch) -> {
      Stated stated = of(event, branch);
      return stated.equals(Stated.NOTHING) ? other.of(event, branch) : stated;
    };
  }
}
