package dev.stackunderflow.core.agent.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a message; a tool's call and its result are objects inside theirs. */
final class CortexParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode message = LenientJson.object(event.rawJson());
    if (message == null || !message.path("content").isArray()) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      JsonNode called = block.path("tool_use");
      JsonNode result = block.path("tool_result");
      String text = LenientJson.textOr(block, "text", "");
      if (called.isObject()) {
        parts.add(
            new Part.ToolCall(
                LenientJson.text(called, "tool_use_id"),
                LenientJson.textOr(called, "name", "unknown"),
                PartReader.input(called.path("input"))));
      } else if (result.isObject()) {
        parts.add(
            Blocks.result(
                LenientJson.text(result, "tool_use_id"),
                result.path("content"),
                Failures.isIn(result),
                null));
      } else if (CortexSessions.isSaid(block) && !text.isBlank()) {
        parts.add(new Part.Text(LenientJson.wellFormed(text)));
      } else {
        Blocks.read(block, parts);
      }
    }
    return parts;
  }
}
