package dev.stackunderflow.core.agent.poolside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;

/** What an event shows. */
final class PoolsideParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    JsonNode called = line.path("tool_call_parsed");
    JsonNode result = line.path("tool_call_result");
    String thought = LenientJson.textOr(line.path("thought_end"), "thought", "");
    if (called.isObject()) {
      return List.of(
          new Part.ToolCall(
              LenientJson.text(called, "id"),
              LenientJson.textOr(called, "name", "unknown"),
              PartReader.input(called.path("args"))));
    }
    if (result.isObject()) {
      return List.of(
          new Part.ToolResult(
              LenientJson.text(result, "id"),
              LenientJson.textOr(result, "observation", ""),
              List.of(),
              result.path("is_error").asBoolean(false),
              null));
    }
    return thought.isBlank() ? PLAIN.parts(event) : List.of(new Part.Thinking(thought));
  }
}
