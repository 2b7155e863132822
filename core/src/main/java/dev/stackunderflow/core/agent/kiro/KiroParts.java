package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record shows: a line of a session's log, whose blocks are {@code {kind, data}}, or one
 * side of a turn in the database.
 */
final class KiroParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode raw = LenientJson.object(event.rawJson());
    if (raw == null) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    if (LenientJson.textOr(raw, "kind", "").equals("Compaction")) {
      parts.add(new Marker(Kind.COMPACTED, LenientJson.textOr(raw.path("data"), "summary", "")));
    }
    boolean isLine = raw.path("data").path("content").isArray();
    if (isLine) {
      raw.path("data").path("content").forEach(block -> block(block, parts));
      return parts;
    }
    if (raw.path("message").isObject()) {
      return ofEditor(raw, event);
    }
    JsonNode payload = raw.path("payload");
    switch (LenientJson.textOr(payload, "type", "")) {
      case "tool_call" -> {
        String name = LenientJson.textOr(payload, "toolName", "unknown");
        String id = LenientJson.text(payload, "toolCallId");
        return List.of(new Part.ToolCall(id, name, PartReader.input(payload.path("args"))));
      }
      case "tool_result" -> {
        return List.of(result(LenientJson.text(payload, "toolCallId"), payload));
      }
      default -> {
        // A text, or a turn of the database.
      }
    }
    if (event.isMessage() && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    for (String kind : List.of("ToolUseResults", "CancelledToolUses")) {
      for (JsonNode result : raw.path("content").path(kind).path("tool_use_results")) {
        parts.add(result(LenientJson.text(result, "tool_use_id"), result));
      }
    }
    for (JsonNode use : raw.path("ToolUse").path("tool_uses")) {
      parts.add(call(LenientJson.text(use, "id"), use, use.path("args")));
    }
    return parts;
  }

  /** An item of the editor's history, with what was done beside it. */
  private static List<Part> ofEditor(ObjectNode item, Event event) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode action : item.path("actions")) {
      String said = KiroExecutions.said(action);
      if (!said.isBlank()) {
        parts.add(new Part.Text(said));
      } else if (KiroExecutions.isTool(action)) {
        String id = LenientJson.text(action, "actionId");
        String name = LenientJson.textOr(action, "actionType", "unknown");
        parts.add(new Part.ToolCall(id, name, action.path("input")));
      }
    }
    if (parts.stream().noneMatch(Part.Text.class::isInstance) && event.isMessage()) {
      parts.add(new Part.Text(event.contentText()));
    }
    return parts;
  }

  private static void block(JsonNode block, List<Part> parts) {
    JsonNode data = block.path("data");
    switch (LenientJson.textOr(block, "kind", "")) {
      case "text" -> {
        if (data.isTextual() && !data.textValue().isBlank()) {
          parts.add(new Part.Text(LenientJson.wellFormed(data.textValue())));
        }
      }
      case "thinking" -> {
        String thought = LenientJson.textOr(data, "text", "");
        if (!thought.isBlank()) {
          parts.add(new Part.Thinking(thought));
        }
      }
      case "toolUse" ->
          parts.add(call(LenientJson.text(data, "toolUseId"), data, data.path("input")));
      case "toolResult" -> parts.add(result(LenientJson.text(data, "toolUseId"), data));
      case "image" -> parts.add(Blocks.image(data));
      default -> {
        // Of a later version.
      }
    }
  }

  private static Part.ToolCall call(@Nullable String id, JsonNode use, JsonNode input) {
    return new Part.ToolCall(
        id, LenientJson.textOr(use, "name", "unknown"), PartReader.input(input));
  }

  /** A result's content is a list of texts and JSON values, or one of them. */
  private static Part.ToolResult result(@Nullable String id, JsonNode result) {
    JsonNode content = result.path("content");
    List<String> texts = new ArrayList<>();
    boolean isError = Failures.isIn(result);
    for (JsonNode block : content.isArray() ? content : List.of(content)) {
      JsonNode value = block;
      for (String field : List.of("data", "Json", "json", "Text", "text")) {
        value = block.has(field) ? block.path(field) : value;
      }
      isError |= Failures.isIn(value);
      texts.add(Blocks.text(value));
    }
    return new Part.ToolResult(id, String.join("\n", texts).strip(), List.of(), isError, null);
  }
}
