package dev.stackunderflow.core.agent.vibe;

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
 * What a message shows: with its thoughts beside it; of newer versions an effect has the call and
 * what it returned.
 */
final class VibeParts implements PartReader {

  private static final PartReader MESSAGE = BlockParts.at("", "/tool_calls");

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    String type = LenientJson.textOr(line, "type", "");
    String thought =
        LenientJson.textOr(line, type.equals("reasoning") ? "text" : "reasoning_content", "");
    if (!thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
    if (type.equals("effect")) {
      parts.add(effect(line));
    } else if (!type.equals("reasoning")) {
      parts.addAll(MESSAGE.parts(event));
    }
    return parts;
  }

  private static Part effect(ObjectNode line) {
    JsonNode state = line.path("state");
    String id = LenientJson.text(line, "id");
    var call =
        new Part.ToolCall(
            id, VibeUnified.tool(line), PartReader.input(line.path("detail").path("input")));
    String error = LenientJson.textOr(state.path("error"), "message", "");
    String text = LenientJson.textOr(state, "outputText", "");
    if (text.isEmpty()) {
      text = Blocks.text(state.path("output").path("content"));
    }
    boolean isError = !error.isEmpty() || Failures.isIn(state);
    return text.isEmpty() && error.isEmpty()
        ? call
        : call.with(
            List.of(
                new Part.ToolResult(id, text.isEmpty() ? error : text, List.of(), isError, null)));
  }
}
