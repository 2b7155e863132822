package dev.stackunderflow.core.decision;

import java.time.Instant;

/**
 * Something that the user decided once and that holds on all devices. Decisions are only ever
 * added; where two contradict each other, the greater (stamp, id) holds.
 *
 * @param id a random UUID
 * @param stamp when it was made: a hybrid logical clock in ms
 * @param device the label of the device on which it was made
 * @param what what was decided
 */
public record Decision(String id, long stamp, String device, What what) {

  /** What can be decided. */
  public sealed interface What {}

  /** What is to be forgotten, everywhere: events with a time before an instant. */
  public sealed interface Forget extends What {
    /** The agent. */
    String provider();

    /** Only events with an earlier time are forgotten: what comes later is new. */
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
   * @param slug the agent's name of the project on some device
   * @param before only events with an earlier time
   */
  public record ForgetProject(String provider, String slug, Instant before) implements Forget {}

  /**
   * Shows this side of a conflict, whatever was written last.
   *
   * @param provider the agent
   * @param sessionId the agent's id of the transcript
   * @param timestamp the time of the events in conflict, as they have it
   * @param digest the content digest of the side to show, in hex
   */
  public record Keep(String provider, String sessionId, String timestamp, String digest)
      implements What {}

  /**
   * Says that two projects are one, or that they are not.
   *
   * @param first a project's name, the lesser of the two
   * @param second another one's
   * @param linked whether they are one
   */
  public record Link(String first, String second, boolean linked) implements What {

    /** The same for either order of the names. */
    public static Link of(String one, String other, boolean linked) {
      return one.compareTo(other) <= 0
          ? new Link(one, other, linked)
          : new Link(other, one, linked);
    }
  }
}
