package dev.stackunderflow.core.agent.shelley;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message shows: the blocks of {@code llm_data}. Their types are numbers, which are counted
 * on from another list of constants: the fields that are set say what a block is.
 */
final class ShelleyParts implements PartReader {

  static boolean isCall(JsonNode block) {
    return !LenientJson.textOr(block, "ToolName", "").isEmpty() && !isResult(block);
  }

  static boolean isResult(JsonNode block) {
    return !LenientJson.textOr(block, "ToolUseID", "").isEmpty();
  }

  static boolean isText(JsonNode block) {
    return !isCall(block)
        && !isResult(block)
        && LenientJson.textOr(block, "Thinking", "").isEmpty()
        && !LenientJson.textOr(block, "Text", "").isEmpty();
  }

  @Override
  public List<Part> parts(Event event) {
    ObjectNode raw = LenientJson.object(event.rawJson());
    JsonNode content = raw == null ? LenientJson.newObject() : raw.path("llm_data").path("Content");
    if (content.isEmpty()) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode block : content) {
      String id = LenientJson.text(block, "ID");
      if (isCall(block)) {
        String name = LenientJson.textOr(block, "ToolName", "unknown");
        parts.add(new Part.ToolCall(id, name, PartReader.input(block.path("ToolInput"))));
      } else if (isResult(block)) {
        String callId = LenientJson.text(block, "ToolUseID");
        boolean isError = block.path("ToolError").asBoolean(false);
        JsonNode said = LenientJson.newObject().put("text", text(block.path("ToolResult")));
        parts.add(Blocks.result(callId, said, isError, null));
      } else if (isText(block)) {
        parts.add(new Part.Text(LenientJson.textOr(block, "Text", "")));
      } else if (!LenientJson.textOr(block, "Thinking", "").isBlank()) {
        parts.add(new Part.Thinking(LenientJson.textOr(block, "Thinking", "")));
      }
    }
    return parts;
  }

  private static String text(JsonNode blocks) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : blocks) {
      String nested = text(block.path("ToolResult"));
      texts.add(nested.isEmpty() ? LenientJson.textOr(block, "Text", "") : nested);
    }
    return String.join("\n", texts);
  }
}
