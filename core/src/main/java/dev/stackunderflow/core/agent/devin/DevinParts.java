package dev.stackunderflow.core.agent.devin;

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
final class DevinParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode message = LenientJson.object(event.rawJson());
    if (message == null || !message.has("role")) {
      return PLAIN.parts(event);
    }
    JsonNode content = message.path("content");
    if (event.role().equals("tool_result")) {
      String call = LenientJson.text(message, "tool_call_id");
      return List.of(Blocks.result(call, content, false, null));
    }
    List<Part> parts = new ArrayList<>();
    JsonNode thinking = message.path("thinking");
    String thought =
        thinking.isObject()
            ? LenientJson.textOr(thinking, "thinking", "")
            : LenientJson.textOr(message, "thinking", "");
    if (!thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
    if (event.isMessage() && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    if (content.isArray()) {
      content.forEach(block -> Blocks.read(block, parts));
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode called = call.path("function").isObject() ? call.path("function") : call;
      parts.add(
          new Part.ToolCall(
              LenientJson.text(call, "id"),
              LenientJson.textOr(called, "name", "unknown"),
              PartReader.input(called.path("arguments"))));
    }
    return parts;
  }
}
