package dev.stackunderflow.core.export.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool call in the making; it ends with its result, where the log names the call there. */
final class ToolCall {

  private final long seq;
  private final int place;
  private final String name;
  private final @Nullable String id;
  private final Instant start;
  private Instant end;
  private boolean failed;

  private ToolCall(long seq, int place, String name, @Nullable String id, Instant start) {
    this.seq = seq;
    this.place = place;
    this.name = name;
    this.id = id;
    this.start = start;
    this.end = start;
  }

  /** The calls of a line: Claude Code's and Codex' with their ids, others' with their names. */
  static List<ToolCall> of(Event event, Instant time) {
    List<ToolCall> calls = new ArrayList<>();
    JsonNode line = LenientJson.object(event.rawJson());
    if (line != null) {
      for (JsonNode block : line.path("message").path("content")) {
        String type = LenientJson.textOr(block, "type", "");
        if (type.equals("tool_use") || type.equals("server_tool_use")) {
          String name = LenientJson.textOr(block, "name", "unknown");
          calls.add(
              new ToolCall(event.seq(), calls.size(), name, LenientJson.text(block, "id"), time));
        }
      }
    }
    JsonNode names = calls.isEmpty() ? LenientJson.value(event.toolsJson()) : null;
    if (names != null) {
      String id = line == null ? null : LenientJson.text(line.path("payload"), "call_id");
      for (JsonNode name : names) {
        String text = name.isTextual() ? name.textValue() : "unknown";
        calls.add(
            new ToolCall(event.seq(), calls.size(), text, names.size() == 1 ? id : null, time));
      }
    }
    return calls;
  }

  /**
   * The result of a call.
   *
   * @param id the call's id
   * @param failed whether the log says that it failed
   */
  record Result(String id, boolean failed) {}

  /** The results in a line. */
  static List<Result> results(Event event) {
    String raw = event.rawJson();
    List<Result> results = new ArrayList<>();
    if (!raw.contains("tool_result") && !raw.contains("call_output")) {
      return results;
    }
    JsonNode line = LenientJson.object(raw);
    if (line == null) {
      return results;
    }
    for (JsonNode block : line.path("message").path("content")) {
      String id = LenientJson.text(block, "tool_use_id");
      if (id != null && LenientJson.textOr(block, "type", "").equals("tool_result")) {
        results.add(new Result(id, block.path("is_error").asBoolean(false)));
      }
    }
    JsonNode payload = line.path("payload");
    String output = LenientJson.text(payload, "call_id");
    if (output != null && LenientJson.textOr(payload, "type", "").endsWith("call_output")) {
      results.add(new Result(output, false));
    }
    return results;
  }

  /** Ends the call. */
  void end(Instant time, boolean hasFailed) {
    end = time.isAfter(start) ? time : start;
    failed = hasFailed;
  }

  long seq() {
    return seq;
  }

  int place() {
    return place;
  }

  String name() {
    return name;
  }

  @Nullable String id() {
    return id;
  }

  Instant start() {
    return start;
  }

  Instant end() {
    return end;
  }

  boolean failed() {
    return failed;
  }
}
