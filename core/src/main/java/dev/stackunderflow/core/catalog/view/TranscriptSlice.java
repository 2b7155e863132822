package dev.stackunderflow.core.catalog.view;

/**
 * A part of a transcript.
 *
 * @param messagesOnly whether to leave out lines that are not messages
 * @param from how many events to skip
 * @param count the maximum number of events
 */
public record TranscriptSlice(boolean messagesOnly, long from, long count) {

  /** The whole transcript. */
  public static final TranscriptSlice ALL = new TranscriptSlice(false, 0, Long.MAX_VALUE);
}
