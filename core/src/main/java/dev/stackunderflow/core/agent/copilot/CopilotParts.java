package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** What an event of a session shows. The start of a tool repeats the request for it. */
final class CopilotParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    JsonNode data = line.path("data");
    List<Part> parts = new ArrayList<>();
    switch (LenientJson.textOr(line, "type", "")) {
      case "user.message" -> text(event, parts);
      case "assistant.message" -> {
        String thought = LenientJson.textOr(data, "reasoningText", "");
        if (!thought.isBlank()) {
          parts.add(new Part.Thinking(thought));
        }
        text(event, parts);
        data.path("toolRequests").forEach(request -> Blocks.read(request, parts));
      }
      case "tool.execution_complete" ->
          parts.add(
              Blocks.result(
                  LenientJson.text(data, "toolCallId"),
                  data.has("result") ? data.path("result") : data.path("error"),
                  Failures.isIn(data),
                  null));
      case "session.compaction_complete" ->
          parts.add(new Marker(Kind.COMPACTED, LenientJson.textOr(data, "summaryContent", "")));
      case "abort" -> parts.add(new Marker(Kind.INTERRUPTED, ""));
      case "" -> chatMessage(event, line, parts);
      default -> {
        // Turns, usage, settings.
      }
    }
    return parts;
  }

  /** A message of the first versions, in the form of OpenAI's chat completions. */
  private static void chatMessage(Event event, JsonNode message, List<Part> parts) {
    if (LenientJson.textOr(message, "role", "").equals("tool")) {
      String id = LenientJson.text(message, "tool_call_id");
      parts.add(Blocks.result(id, message.path("content"), false, null));
    } else if (event.isMessage()) {
      text(event, parts);
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode called = call.path("function");
      parts.add(
          new Part.ToolCall(
              LenientJson.text(call, "id"),
              LenientJson.textOr(called, "name", "unknown"),
              PartReader.input(called.path("arguments"))));
    }
  }

  private static void text(Event event, List<Part> parts) {
    if (!event.contentText().isBlank() && !event.is(Event.NOT_TYPED)) {
      parts.add(new Part.Text(event.contentText()));
    }
  }
}
