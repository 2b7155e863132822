package dev.stackunderflow.core.agent.gptme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;

/** What a line shows: answers are taken apart, and what a tool returned is its result. */
final class GptmeParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null || !line.path("content").isTextual()) {
      return PLAIN.parts(event);
    }
    String content = LenientJson.textOr(line, "content", "");
    return switch (event.role()) {
      case "assistant" -> new GptmeText(content).parts();
      case "tool_result" -> List.of(Part.ToolResult.of(LenientJson.text(line, "call_id"), content));
      default -> PLAIN.parts(event);
    };
  }
}
