package dev.stackunderflow.core.agent.codebuff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** What a message shows: its blocks, also those of the agents that it called. */
final class CodebuffParts implements PartReader {

  private static final int MAX_DEPTH = 16;

  @Override
  public List<Part> parts(Event event) {
    ObjectNode message = LenientJson.object(event.rawJson());
    if (message == null || !message.path("blocks").isArray()) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    read(message.path("blocks"), parts, 0);
    boolean hasText = parts.stream().anyMatch(Part.Text.class::isInstance);
    if (!hasText && event.isMessage() && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    return parts;
  }

  private static void read(JsonNode blocks, List<Part> parts, int depth) {
    for (JsonNode block : depth > MAX_DEPTH ? LenientJson.newObject() : blocks) {
      String text = LenientJson.textOr(block, "content", "");
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> {
          boolean isThought = LenientJson.textOr(block, "textType", "").equals("reasoning");
          if (!text.isBlank()) {
            parts.add(isThought ? new Part.Thinking(text) : new Part.Text(text));
          }
        }
        case "agent" -> read(block.path("blocks"), parts, depth + 1);
        default -> Blocks.read(block, parts);
      }
    }
  }
}
