package dev.stackunderflow.core.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a message: what a person would see of it in the agent. */
public sealed interface Part {

  /** Text that a person typed or the agent wrote; not blank. */
  record Text(String text) implements Part {}

  /** What the model thought; not blank. */
  record Thinking(String text) implements Part {}

  /**
   * An image, without its content.
   *
   * @param format such as {@code png}; empty where it is not known
   * @param width in pixels; 0 where it is not known
   * @param height in pixels; 0 where it is not known
   */
  record Image(String format, int width, int height) implements Part {}

  /**
   * A call of a tool.
   *
   * @param id the agent's id of the call, which its result names
   * @param name the tool's name
   * @param input its arguments, most often an object; missing where the log does not have them
   * @param results what it returned, as far as that is known here
   */
  record ToolCall(@Nullable String id, String name, JsonNode input, List<ToolResult> results)
      implements Part {

    /** A call whose result stands elsewhere. */
    public ToolCall(@Nullable String id, String name, JsonNode input) {
      this(id, name, input, List.of());
    }

    /** The same call with these results. */
    public ToolCall with(List<ToolResult> others) {
      return new ToolCall(id, name, input, List.copyOf(others));
    }
  }

  /**
   * What a tool returned.
   *
   * @param callId the id of the call; null where the log does not say
   * @param text its text; may be empty
   * @param images its images
   * @param isError whether the tool failed, or was refused
   * @param subagent the subagent that the call started, or null
   */
  record ToolResult(
      @Nullable String callId,
      String text,
      List<Image> images,
      boolean isError,
      @Nullable Subagent subagent)
      implements Part {

    /** A result of text alone. */
    public static ToolResult of(@Nullable String callId, String text) {
      return new ToolResult(callId, text, List.of(), false, null);
    }

    /** The same result with another text. */
    public ToolResult with(String other) {
      return new ToolResult(callId, other, images, isError, subagent);
    }
  }

  /**
   * A subagent.
   *
   * @param id the agent's id of it
   * @param name its name for people, where it has one
   */
  record Subagent(String id, @Nullable String name) {

    /** A subagent with this id; null where there is none. */
    public static @Nullable Subagent of(@Nullable String id) {
      return id == null ? null : new Subagent(id, null);
    }
  }

  /**
   * Something that happened to the session.
   *
   * @param kind what
   * @param text more about it; may be empty
   */
  record Marker(Kind kind, String text) implements Part {

    /** What happened. */
    public enum Kind {
      /** The message was typed while the agent worked. */
      QUEUED,
      /** A person stopped the agent. */
      INTERRUPTED,
      /** The agent replaced its earlier conversation by a summary; the text is the summary. */
      COMPACTED,
      /** A tool's output, or a command's, that belongs to no call. */
      OUTPUT
    }
  }
}
