package dev.stackunderflow.core.catalog;

/**
 * A part of a transcript.
 *
 * @param messagesOnly whether to leave out the log's lines that are no messages
 * @param from how many events to pass over
 * @param count at most so many
 */
public record Slice(boolean messagesOnly, long from, long count) {

  /** All of it. */
  public static final Slice ALL = new Slice(false, 0, Long.MAX_VALUE);
}
