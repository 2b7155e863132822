package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Turns the lines of one log file into events. */
public interface LineReader {

  /**
   * Reads a line.
   *
   * @param seq the line's byte offset in the file
   * @param line the line, a JSON object
   * @return what it says
   */
  Reading read(long seq, JsonNode line);

  /**
   * What a line says.
   *
   * @param event the line as an event; every well-formed line is one
   * @param projectPath the folder that the session works in, where the line says so
   * @param lateUsage token usage of an earlier event, where the line reports it
   */
  record Reading(Draft event, @Nullable String projectPath, @Nullable LateUsage lateUsage) {}

  /**
   * Usage that belongs to an earlier event.
   *
   * @param seq that event's byte offset
   * @param usage what to add to it
   */
  record LateUsage(long seq, Usage usage) {}

  /**
   * Token counts.
   *
   * @param input tokens read anew
   * @param output tokens written, reasoning included
   * @param cacheCreate tokens written to the cache
   * @param cacheRead tokens read from the cache
   */
  record Usage(long input, long output, long cacheCreate, long cacheRead) {

    /** No tokens. */
    static final Usage NONE = new Usage(0, 0, 0, 0);

    boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * An event without its place in the store.
   *
   * @param timestamp ISO 8601; null where the line has none
   * @param role {@code user}, {@code assistant}, or the kind of a line that is no message
   * @param model the model, where the line names it
   * @param usage token counts
   * @param content the text
   * @param toolsJson a JSON array of the names of the tools that it calls
   * @param sidechain whether it belongs to a side conversation
   * @param uuid the provider's id of the event
   * @param parentUuid the id of the event before it
   * @param speed {@code standard} or {@code fast}
   */
  record Draft(
      @Nullable String timestamp,
      String role,
      @Nullable String model,
      Usage usage,
      String content,
      String toolsJson,
      boolean sidechain,
      @Nullable String uuid,
      @Nullable String parentUuid,
      String speed) {}
}
