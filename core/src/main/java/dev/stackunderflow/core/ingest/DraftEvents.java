package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Utf8Text;

/** Makes stored events of what readers say. */
final class DraftEvents {

  private DraftEvents() {}

  /** The event at a place of its session, without a row id. */
  static Event of(long seq, Utf8Text raw, Draft draft, String time) {
    Usage usage = draft.spent().usage();
    return new Event(
        0,
        seq,
        time,
        draft.role(),
        draft.spent().model(),
        usage.input(),
        usage.output(),
        usage.cacheCreate(),
        usage.cacheRead(),
        Utf8Text.of(draft.content()),
        Utf8Text.of(draft.toolsJson()),
        raw,
        draft.sidechain() ? 1 : 0,
        draft.uuid(),
        draft.parentUuid(),
        draft.spent().speed(),
        draft.spent().id(),
        usage.cacheHour(),
        draft.flags());
  }

  /** The event with what it used. */
  static Event with(Event event, Spent spent) {
    Usage usage = spent.usage();
    return new Event(
        event.id(),
        event.seq(),
        event.timestamp(),
        event.role(),
        event.model(),
        usage.input(),
        usage.output(),
        usage.cacheCreate(),
        usage.cacheRead(),
        event.content(),
        event.tools(),
        event.raw(),
        event.isSidechain(),
        event.uuid(),
        event.parentUuid(),
        event.speed(),
        spent.id(),
        usage.cacheHour(),
        event.flags());
  }
}
