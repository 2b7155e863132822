package dev.stackunderflow.core.decision;

import java.time.Instant;

/**
 * A decision of the user that applies on all devices. Decisions are only added, never removed;
 * where two contradict each other, the one with the greater (stamp, id) applies.
 *
 * @param id a random UUID
 * @param stamp when it was made, hybrid logical clock in ms
 * @param device the label of the device on which it was made
 * @param what the content of the decision
 */
public record Decision(String id, long stamp, String device, What what) {

  /** The kinds of decisions. */
  public sealed interface What {}

  /** Deletes events with a time before an instant, everywhere. */
  public sealed interface Forget extends What {
    /** The provider name of the agent. */
    String provider();

    /** Only events with an earlier time are deleted. */
    Instant before();
  }

  /**
   * Forgets a session, with its subagents' transcripts.
   *
   * @param provider the agent
   * @param thread the agent's id of the session
   * @param before only events with an earlier time
   */
  public record ForgetSession(String provider, String thread, Instant before) implements Forget {}

  /**
   * Forgets a project's events.
   *
   * @param provider the agent
   * @param slug the agent's name for the project on some device
   * @param before only events with an earlier time
   */
  public record ForgetProject(String provider, String slug, Instant before) implements Forget {}

  /**
   * Shows this side of a conflict instead of the last write.
   *
   * @param provider the agent
   * @param sessionId the agent's id of the transcript
   * @param timestamp the time of the events in conflict, as the log has it
   * @param digest the content digest of the side to show, in hex
   */
  public record Keep(String provider, String sessionId, String timestamp, String digest)
      implements What {}

  /**
   * Links two projects, or unlinks them.
   *
   * @param first a project's name, the lesser of the two
   * @param second another project's name
   * @param linked true to link, false to unlink
   */
  public record Link(String first, String second, boolean linked) implements What {

    /** Orders the names, so that either order gives the same link. */
    public static Link of(String one, String other, boolean linked) {
      return one.compareTo(other) <= 0
          ? new Link(one, other, linked)
          : new Link(other, one, linked);
    }
  }
}
