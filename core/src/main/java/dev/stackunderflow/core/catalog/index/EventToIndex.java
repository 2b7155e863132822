package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.store.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event to index.
 *
 * @param session its session
 * @param row what the catalog notes of it; null if it cannot be indexed
 * @param stamp when it was published
 * @param bytes about how much memory it takes
 */
record EventToIndex(SessionToIndex session, @Nullable EntryRow row, long stamp, long bytes) {

  /** Reads an event. */
  static EventToIndex of(SessionToIndex session, Event event, long stamp) {
    EntryRow row;
    try {
      row = EntryRow.of(session.session(), event);
    } catch (RuntimeException e) {
      row = null; // it is counted, and does not end the view
    }
    return new EventToIndex(session, row, stamp, event.sizeBytes());
  }
}
