package dev.stackunderflow.core.agent.zed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message shows. Its parts are named by their kind, and its results stand beside them by the
 * id of their call; older versions have {@code segments}, {@code tool_uses} and {@code
 * tool_results}.
 */
final class ZedParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode raw = LenientJson.object(event.rawJson());
    if (raw == null || !event.isMessage()) {
      return PLAIN.parts(event);
    }
    JsonNode said = raw;
    for (String role : List.of("User", "Agent")) {
      said = raw.has(role) ? raw.path(role) : said;
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : said.path("content")) {
      part(part, said.path("tool_results"), parts);
    }
    for (JsonNode segment : said.path("segments")) {
      boolean isThought = LenientJson.textOr(segment, "type", "").equals("thinking");
      text(LenientJson.text(segment, "text"), isThought, parts);
    }
    for (JsonNode use : said.path("tool_uses")) {
      parts.add(call(use, said.path("tool_results")));
    }
    return parts.isEmpty() ? PLAIN.parts(event) : parts; // of a text thread
  }

  private static void part(JsonNode part, JsonNode results, List<Part> parts) {
    text(LenientJson.text(part, "Text"), false, parts);
    text(LenientJson.text(part.path("Mention"), "content"), false, parts);
    text(LenientJson.text(part.path("Thinking"), "text"), true, parts);
    if (part.path("ToolUse").isObject()) {
      parts.add(call(part.path("ToolUse"), results));
    } else if (part.path("Image").isObject()) {
      parts.add(Blocks.image(part.path("Image")));
    }
  }

  private static void text(@Nullable String text, boolean isThought, List<Part> parts) {
    if (text != null && !text.isBlank()) {
      parts.add(isThought ? new Part.Thinking(text) : new Part.Text(text));
    }
  }

  private static Part.ToolCall call(JsonNode use, JsonNode results) {
    String id = LenientJson.text(use, "id");
    JsonNode input = use.has("input") ? use.path("input") : use.path("raw_input");
    var call =
        new Part.ToolCall(id, LenientJson.textOr(use, "name", "unknown"), PartReader.input(input));
    for (JsonNode result : results) {
      if (id != null && id.equals(LenientJson.text(result, "tool_use_id"))) {
        JsonNode content =
            result.path("content").isNull() ? result.path("output") : result.path("content");
        boolean isError = result.path("is_error").asBoolean(false);
        return call.with(List.of(Blocks.result(id, content, isError, null)));
      }
    }
    return call;
  }
}
