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
      default -> {
        // Turns, usage, settings.
      }
    }
    return parts;
  }

  private static void text(Event event, List<Part> parts) {
    if (!event.contentText().isBlank() && !event.is(Event.NOT_TYPED)) {
      parts.add(new Part.Text(event.contentText()));
    }
  }
}
