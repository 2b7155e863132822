package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transcript's line or a bubble of the editor shows. A bubble has its tool's call and result
 * in {@code toolFormerData}, both as JSON text, and what was thought in {@code thinking}.
 */
final class CursorParts implements PartReader {

  private static final PartReader LINES = BlockParts.at("/message/content", "/content");

  @Override
  public List<Part> parts(Event event) {
    ObjectNode bubble = LenientJson.object(event.rawJson());
    if (bubble == null || !(bubble.has("toolFormerData") || bubble.has("thinking"))) {
      return LINES.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    String thought = LenientJson.textOr(bubble.path("thinking"), "text", "");
    if (!thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
    if (!event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    JsonNode tool = bubble.path("toolFormerData");
    String name = LenientJson.text(tool, "name");
    if (name != null) {
      parts.add(call(name, tool));
    }
    return parts;
  }

  private static Part.ToolCall call(String name, JsonNode tool) {
    String id = LenientJson.text(tool, "toolCallId");
    String arguments = LenientJson.textOr(tool, "rawArgs", "");
    boolean isRaw = arguments.length() > 2; // "{}" while the editor has them in params
    var call =
        new Part.ToolCall(
            id, name, PartReader.input(isRaw ? tool.path("rawArgs") : tool.path("params")));
    JsonNode stated =
        tool.path("result").isMissingNode() ? tool.path("error") : tool.path("result");
    if (stated.isMissingNode() || stated.isNull()) {
      return call;
    }
    JsonNode parsed = PartReader.input(stated);
    boolean isError = Failures.isIn(tool, tool.path("additionalData"), parsed);
    return call.with(List.of(Blocks.result(id, parsed, isError, null)));
  }
}
