package dev.stackunderflow.sync.api;

import java.time.Instant;

/** Events that the user wants deleted on all devices and in the bucket. */
public sealed interface ForgetRequest {

  /** Only earlier events are deleted. */
  Instant before();

  /**
   * A session, with its subagents' transcripts.
   *
   * @param idOrPrefix the agent's id of the session, or its beginning
   * @param before only events with an earlier time are deleted
   */
  record OfSession(String idOrPrefix, Instant before) implements ForgetRequest {}

  /**
   * A project's events.
   *
   * @param name its slug, short name or path, on any device
   * @param before only events with an earlier time are deleted
   */
  record OfProject(String name, Instant before) implements ForgetRequest {}
}
