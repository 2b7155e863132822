package dev.stackunderflow.core.agent.openhands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** What an event shows: a message, an action with what was thought before it, or its result. */
final class OpenHandsParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    switch (LenientJson.textOr(line, "kind", "")) {
      case "ActionEvent" -> {
        thoughts(line, parts);
        text(event, parts);
        parts.add(call(line));
      }
      case "ObservationEvent", "AgentErrorEvent", "UserRejectObservation" ->
          parts.add(result(line));
      case "MessageEvent" -> {
        thoughts(line, parts);
        thoughts(line.path("llm_message"), parts);
        text(event, parts);
      }
      default -> parts.addAll(PLAIN.parts(event));
    }
    return parts;
  }

  private static void thoughts(JsonNode said, List<Part> parts) {
    int before = parts.size();
    said.path("thinking_blocks").forEach(block -> Blocks.read(block, parts));
    String thought = LenientJson.textOr(said, "reasoning_content", "");
    if (parts.size() == before && !thought.isBlank()) {
      parts.add(new Part.Thinking(thought));
    }
  }

  private static void text(Event event, List<Part> parts) {
    if (!event.contentText().isBlank() && !event.is(Event.NOT_TYPED)) {
      parts.add(new Part.Text(event.contentText()));
    }
  }

  private static Part.ToolCall call(JsonNode line) {
    JsonNode called = line.path("tool_call");
    JsonNode input = called.path("arguments");
    return new Part.ToolCall(
        LenientJson.text(line, "tool_call_id"),
        LenientJson.textOr(line, "tool_name", LenientJson.textOr(called, "name", "unknown")),
        input.isMissingNode() ? line.path("action") : PartReader.input(input));
  }

  private static Part.ToolResult result(JsonNode line) {
    String id = LenientJson.text(line, "tool_call_id");
    JsonNode observation = line.path("observation");
    if (observation.isMissingNode()) {
      String said = LenientJson.textOr(line, "error", "");
      String text = said.isEmpty() ? LenientJson.textOr(line, "rejection_reason", "") : said;
      return new Part.ToolResult(id, text, List.of(), true, null);
    }
    // An exit code of -1 says that the command still runs.
    boolean isError =
        observation.path("is_error").asBoolean(false)
            || observation.path("exit_code").asInt(0) > 0
            || observation.path("metadata").path("exit_code").asInt(0) > 0;
    JsonNode content = observation.has("content") ? observation.path("content") : observation;
    return Blocks.result(id, content, isError, null);
  }
}
