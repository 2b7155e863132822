package dev.stackunderflow.core.agent.antigravity;

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

/** What a step shows. A result in a transcript does not name its call. */
final class AntigravityParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null || !line.has("source")) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    String thought = LenientJson.textOr(line, "thinking", "");
    if (!thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
    if (event.isMessage() && !event.is(Event.NOT_TYPED) && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    for (JsonNode call : line.path("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              LenientJson.text(call, "id"),
              LenientJson.textOr(call, "name", "unknown"),
              PartReader.input(call.path("args"))));
    }
    String output = LenientJson.textOr(line, "content", "");
    if (event.role().equals("tool_result") && !output.isBlank()) {
      boolean isError = Failures.isIn(line);
      String id = LenientJson.text(line, "tool_call_id");
      parts.add(Blocks.result(id, line.path("content"), isError, null));
    }
    return parts;
  }
}
