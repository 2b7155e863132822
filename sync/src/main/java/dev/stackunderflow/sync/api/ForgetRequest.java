package dev.stackunderflow.sync.api;

import java.time.Instant;

/** What the user wants forgotten, on all devices and in the bucket. */
public sealed interface ForgetRequest {

  /** Only what is earlier goes. */
  Instant before();

  /**
   * A session, with its subagents' transcripts.
   *
   * @param idOrPrefix the agent's id of it, or its beginning
   * @param before only events with an earlier time go
   */
  record OfSession(String idOrPrefix, Instant before) implements ForgetRequest {}

  /**
   * A project's events.
   *
   * @param name its slug, short name or path, on any device
   * @param before only events with an earlier time go
   */
  record OfProject(String name, Instant before) implements ForgetRequest {}
}
