package dev.stackunderflow.sync.state;

/** How far a segment of this device has come. The codes are stored in {@code own_segment.state}. */
enum SegmentState {
  /** Encrypted, in the outbox. */
  WAITING(0),
  /** In the bucket, not yet named by a committed head. */
  SENT(1),
  /** Named by a committed head, at least once. */
  COMMITTED(2),
  /** In the outbox, part of a compaction that is not complete yet. */
  PARTIAL(3);

  private final int code;

  SegmentState(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
