package dev.stackunderflow.core.transcript;

import dev.stackunderflow.core.store.Event;

/** Events for tests of what is shown of them. */
public final class EventOf {

  private EventOf() {}

  /** An event of an agent's record. */
  public static Event record(String role, String text, String raw) {
    return record(role, text, raw, 0);
  }

  /** The same with flags. */
  public static Event record(String role, String text, String raw, long flags) {
    return new Event(
        1,
        0,
        "2026-11-20T12:00:00.000Z",
        role,
        null,
        0,
        0,
        0,
        0,
        text,
        "[]",
        raw.replace('\'', '"'),
        0,
        null,
        null,
        "standard",
        null,
        0,
        flags);
  }
}
