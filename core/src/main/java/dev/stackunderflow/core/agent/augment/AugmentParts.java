package dev.stackunderflow.core.agent.augment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a request or an answer: results, thoughts, calls; the text is the event's. */
final class AugmentParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode record = LenientJson.object(event.rawJson());
    if (record == null || !(event.isMessage() || event.role().equals("tool_result"))) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode node : record.path("request_nodes")) {
      JsonNode result = node.path("tool_result_node");
      if (result.isObject()) {
        parts.add(
            Blocks.result(
                LenientJson.text(result, "tool_use_id"),
                result.path("content"),
                result.path("is_error").asBoolean(false),
                null));
      }
    }
    for (JsonNode node : record.path("response_nodes")) {
      JsonNode thinking = node.path("thinking");
      String thought =
          LenientJson.textOr(thinking, "summary", LenientJson.textOr(thinking, "content", ""));
      if (!thought.isBlank()) {
        parts.add(new Part.Thinking(thought));
      }
    }
    if (!event.contentText().isBlank() && !event.is(Event.NOT_TYPED)) {
      parts.add(new Part.Text(event.contentText()));
    }
    for (JsonNode node : record.path("response_nodes")) {
      JsonNode called = node.path("tool_use");
      if (called.isObject()) {
        parts.add(
            new Part.ToolCall(
                LenientJson.text(called, "tool_use_id"),
                LenientJson.textOr(called, "tool_name", "unknown"),
                PartReader.input(called.path("input_json"))));
      }
    }
    return parts;
  }
}
