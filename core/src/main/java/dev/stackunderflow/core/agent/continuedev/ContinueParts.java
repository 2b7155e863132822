package dev.stackunderflow.core.agent.continuedev;

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
 * What an item of the history shows. What a tool returned stands in a message of its own, or in the
 * {@code toolCallStates} beside the message that called it.
 */
final class ContinueParts implements PartReader {

  private static final PartReader MESSAGE = BlockParts.at("/message/content", "/message/toolCalls");

  @Override
  public List<Part> parts(Event event) {
    ObjectNode item = LenientJson.object(event.rawJson());
    JsonNode message = item == null ? LenientJson.newObject() : item.path("message");
    if (item == null || !message.isObject()) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    if (event.role().equals("tool_result")) {
      String id = LenientJson.text(message, "toolCallId");
      parts.add(Blocks.result(id, message.path("content"), false, null));
      return parts;
    }
    String thought = LenientJson.textOr(item.path("reasoning"), "text", "");
    if (event.role().equals("thinking")) {
      thought = Blocks.text(message.path("content"));
    }
    if (!thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
    for (Part part : event.isMessage() ? MESSAGE.parts(event) : List.<Part>of()) {
      parts.add(part instanceof Part.ToolCall call ? withResult(call, item) : part);
    }
    String summary = LenientJson.textOr(item, "conversationSummary", "");
    if (!summary.isBlank()) {
      parts.add(new Part.Marker(Part.Marker.Kind.COMPACTED, summary));
    }
    return parts;
  }

  private static Part.ToolCall withResult(Part.ToolCall call, JsonNode item) {
    for (JsonNode state : states(item)) {
      String id = LenientJson.text(state, "toolCallId");
      if (id != null && id.equals(call.id()) && state.path("output").isArray()) {
        boolean isError =
            Failures.isIn(state) || LenientJson.textOr(state, "status", "").equals("errored");
        return call.with(List.of(Blocks.result(id, state.path("output"), isError, null)));
      }
    }
    return call;
  }

  private static Iterable<JsonNode> states(JsonNode item) {
    JsonNode one = item.path("toolCallState"); // of earlier versions
    return one.isObject() ? List.of(one) : item.path("toolCallStates");
  }
}
