package dev.stackunderflow.core.catalog.view;

/**
 * A part of a transcript.
 *
 * @param messagesOnly whether to leave out the log's lines that are no messages
 * @param from how many events to pass over
 * @param count at most so many
 */
public record TranscriptSlice(boolean messagesOnly, long from, long count) {

  /** All of it. */
  public static final TranscriptSlice ALL = new TranscriptSlice(false, 0, Long.MAX_VALUE);
}
