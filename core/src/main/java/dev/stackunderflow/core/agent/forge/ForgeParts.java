package dev.stackunderflow.core.agent.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** What a message shows. */
final class ForgeParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode item = LenientJson.object(event.rawJson());
    if (item == null) {
      return PLAIN.parts(event);
    }
    JsonNode tool = ForgeMessage.tool(item);
    if (tool.isObject()) {
      JsonNode output = tool.path("output");
      return List.of(
          Blocks.result(
              LenientJson.text(tool, "call_id"),
              output.has("values") ? output.path("values") : output,
              output.path("is_error").asBoolean(false),
              null));
    }
    JsonNode text = ForgeMessage.text(item);
    List<Part> parts = new ArrayList<>();
    for (JsonNode detail : text.path("reasoning_details")) {
      String thought = LenientJson.textOr(detail, "text", "");
      if (!thought.isBlank()) {
        parts.add(new Part.Thinking(thought));
      }
    }
    if (event.isMessage() && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    for (JsonNode call : text.path("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              LenientJson.text(call, "call_id"),
              LenientJson.textOr(call, "name", "unknown"),
              PartReader.input(call.path("arguments"))));
    }
    return parts;
  }
}
