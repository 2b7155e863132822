package dev.stackunderflow.core.agent.crush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.ImageSize;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message shows: the column {@code parts} of its row, a list of {@code {type, data}}. The
 * types are those of Crush's {@code internal/message}.
 */
final class CrushParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode row = LenientJson.object(event.rawJson());
    JsonNode stored =
        row == null ? null : LenientJson.value(LenientJson.textOr(row, "parts", "null"));
    if (stored == null || !stored.isArray()) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : stored) {
      read(LenientJson.textOr(part, "type", ""), part.path("data"), parts);
    }
    return parts;
  }

  private static void read(String type, JsonNode data, List<Part> parts) {
    switch (type) {
      case "text" -> {
        String text = LenientJson.textOr(data, "text", "");
        if (!text.isBlank() && !data.path("hidden").asBoolean(false)) {
          parts.add(new Part.Text(text));
        }
      }
      case "reasoning" -> {
        String thought = LenientJson.textOr(data, "thinking", "");
        if (!thought.isBlank()) {
          parts.add(new Part.Thinking(thought));
        }
      }
      case "image_url" -> parts.add(Blocks.image(data));
      case "binary" ->
          parts.add(
              ImageSize.of(
                  LenientJson.textOr(data, "MIMEType", ""), LenientJson.textOr(data, "Data", "")));
      case "tool_call" ->
          parts.add(
              new Part.ToolCall(
                  LenientJson.text(data, "id"),
                  LenientJson.textOr(data, "name", "unknown"),
                  PartReader.input(data.path("input"))));
      case "tool_result" ->
          parts.add(
              Blocks.result(
                  LenientJson.text(data, "tool_call_id"),
                  data.path("content"),
                  data.path("is_error").asBoolean(false),
                  null));
      case "shell_command" -> {
        boolean isError = LenientJson.number(data, "exit_code") != 0;
        var call = new Part.ToolCall(null, "shell", data);
        parts.add(call.with(List.of(Blocks.result(null, data.path("output"), isError, null))));
      }
      case "finish" -> {
        if (LenientJson.textOr(data, "reason", "").equals("canceled")) {
          parts.add(new Marker(Kind.INTERRUPTED, ""));
        }
      }
      default -> {
        // Of a later version.
      }
    }
  }
}
