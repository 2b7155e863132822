package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the lines of one log file into events. */
public interface LineReader {

  /**
   * Reads a line.
   *
   * @param line the line, a JSON object
   * @return what it says
   * @throws SQLException if what is stored of another session cannot be read
   */
  Reading read(ObjectNode line) throws SQLException;

  /** Saves what the reader of the lines behind these needs. */
  void save(ObjectNode carry);

  /**
   * What a line says.
   *
   * @param event the line as an event; every well-formed line is one
   * @param derived further events that the line reports, each with its own usage or text
   * @param folder the working directory, where the line names it
   * @param late what the assistant's event before this line used, where the line reports it
   */
  record Reading(
      Draft event, List<Derived> derived, @Nullable String folder, @Nullable Spent late) {

    /** A line that says nothing but its event. */
    public static Reading of(Draft event, @Nullable String folder) {
      return new Reading(event, List.of(), folder, null);
    }
  }

  /**
   * An event that has no line of its own.
   *
   * @param event the event
   * @param raw the part of the line, or the text, that it was made of
   */
  record Derived(Draft event, String raw) {}

  /**
   * Token counts of one response.
   *
   * @param input tokens read, without those of the cache
   * @param output tokens written, reasoning included
   * @param cacheCreate tokens written to the cache
   * @param cacheHour of these, the tokens that were written for an hour
   * @param cacheRead tokens read from the cache
   */
  record Usage(long input, long output, long cacheCreate, long cacheHour, long cacheRead) {

    /** No tokens. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    /**
     * Counts of an agent whose input holds what was read from the cache and written to it.
     *
     * @param prompt all tokens of the prompt
     * @param output tokens written, reasoning included
     */
    public static Usage ofPrompt(long prompt, long output, long cacheCreate, long cacheRead) {
      return new Usage(
          Math.max(0, prompt - cacheRead - cacheCreate), output, cacheCreate, 0, cacheRead);
    }

    /**
     * Counts of an agent whose input does not hold the cache's.
     *
     * @param input tokens read, without those of the cache
     * @param output tokens written, reasoning included
     */
    public static Usage of(long input, long output, long cacheCreate, long cacheRead) {
      return new Usage(input, output, cacheCreate, 0, cacheRead);
    }

    /**
     * Counts of an agent that passes on what its providers report: the prompt of most holds the
     * cache's tokens, the total of some has reasoning that the output lacks.
     *
     * @param prompt tokens of the prompt; without those of the cache where it is less than they, or
     *     where the total says so
     * @param total all tokens; 0 where it is not stated
     */
    public static Usage ofProvider(
        long prompt, long output, long cacheCreate, long cacheRead, long total) {
      long cache = cacheCreate + cacheRead;
      boolean isBeside = prompt < cache || (cache > 0 && total == prompt + output + cache);
      long said = prompt + output + (isBeside ? cache : 0);
      long all = output + Math.max(0, total - said);
      return isBeside
          ? of(prompt, all, cacheCreate, cacheRead)
          : ofPrompt(prompt, all, cacheCreate, cacheRead);
    }

    /** Whether it counts no token. */
    public boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * What an event used.
   *
   * @param model the model, where the line names it
   * @param usage the tokens
   * @param speed {@code standard} or {@code fast}
   * @param id names the response; events with the same id report one usage. Null where the event
   *     stands for itself
   */
  record Spent(@Nullable String model, Usage usage, String speed, @Nullable String id) {

    /** Nothing. */
    public static final Spent NOTHING = new Spent(null, Usage.NONE, "standard", null);

    /** No tokens, by a model. */
    public static Spent by(@Nullable String model) {
      return new Spent(model, Usage.NONE, "standard", null);
    }
  }

  /**
   * An event without its place in the store.
   *
   * @param timestamp ISO 8601; null where the line has none
   * @param role {@code user}, {@code assistant}, or the kind of another line
   * @param content the text
   * @param toolsJson a JSON array of the names of the tools that it calls
   * @param sidechain whether it belongs to a side conversation
   * @param uuid the agent's id of the event
   * @param parentUuid the id of the event before it
   * @param spent the model and the tokens
   * @param flags bits of {@link dev.stackunderflow.core.store.Event}
   */
  record Draft(
      @Nullable String timestamp,
      String role,
      String content,
      String toolsJson,
      boolean sidechain,
      @Nullable String uuid,
      @Nullable String parentUuid,
      Spent spent,
      long flags) {

    /** An event that is only a line: no text, no usage. */
    public static Draft plain(@Nullable String timestamp, String role, long flags) {
      return new Draft(timestamp, role, "", "[]", false, null, null, Spent.NOTHING, flags);
    }
  }
}
