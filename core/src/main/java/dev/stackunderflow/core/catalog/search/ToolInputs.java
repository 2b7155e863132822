package dev.stackunderflow.core.catalog.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.HashMap;
import java.util.Map;

/** The names and arguments of the tools that an event calls, as text. */
final class ToolInputs {

  /** A longer input, most often a file that was written, is searched in its beginning. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  private final Map<String, PartReader> readers = new HashMap<>();

  /** The text; empty where the event calls no tool. */
  String of(String provider, Event event) {
    if (event.toolsJson().equals("[]")) {
      return "";
    }
    var text = new StringBuilder();
    for (Part part : readers.computeIfAbsent(provider, Agents::parts).parts(event)) {
      if (part instanceof Part.ToolCall call) {
        text.append(text.isEmpty() ? "" : "\n").append(call.name());
        add(call.input(), text);
      }
    }
    return text.toString();
  }

  private static void add(JsonNode input, StringBuilder text) {
    if (text.length() >= MOST_CHARACTERS) {
      return;
    }
    if (input.isContainerNode()) {
      input.forEach(value -> add(value, text));
    } else if (input.isValueNode() && !input.isNull()) {
      String value = input.asText();
      int room = MOST_CHARACTERS - text.length();
      text.append(' ').append(value, 0, Math.min(value.length(), room));
    }
  }
}
