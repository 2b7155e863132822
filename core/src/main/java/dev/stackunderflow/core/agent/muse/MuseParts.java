package dev.stackunderflow.core.agent.muse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/** What a record shows: its text, the tools that it calls, or their results. */
final class MuseParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode raw = LenientJson.object(event.rawJson());
    JsonNode said = raw == null ? LenientJson.newObject() : raw.path("payload").path("event");
    List<Part> parts = new ArrayList<>();
    if (event.isMessage() && !event.contentText().isBlank()) {
      parts.add(new Part.Text(event.contentText()));
    }
    for (JsonNode call : said.path("tool_calls")) {
      parts.add(
          new Part.ToolCall(
              LenientJson.text(call, "call_id"),
              LenientJson.textOr(call, "name", "unknown"),
              PartReader.input(call.path("args"))));
    }
    for (JsonNode result : said.path("results")) {
      String id = LenientJson.text(result, "tool_call_id");
      parts.add(Blocks.result(id, result.path("text"), false, null));
    }
    return parts;
  }
}
