package dev.stackunderflow.sync.wire.v1;

import dev.stackunderflow.core.store.Event;

/** How much is in a segment, and whether it is closed before the next event. */
public final class SegmentSize {

  private long events;
  private long sizeBytes;

  /** Counts an event of the segment. */
  public void add(Event event) {
    events++;
    sizeBytes += event.sizeBytes();
  }

  /** How many events the segment contains. */
  public long events() {
    return events;
  }

  /**
   * Whether the event would make the segment pass {@link SegmentWriter#TARGET_BYTES}; one event
   * alone may.
   */
  public boolean isFullFor(Event event) {
    return events > 0 && sizeBytes + event.sizeBytes() > SegmentWriter.TARGET_BYTES;
  }
}
