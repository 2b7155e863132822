package dev.stackunderflow.core.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of an agent's events from their records. */
@FunctionalInterface
public interface PartReader {

  /** What the stored columns say: a message's text and the names of its tools. */
  PartReader PLAIN =
      event -> {
        List<Part> parts = new ArrayList<>();
        if (!event.isMessage() || event.is(Event.NOT_TYPED)) {
          return parts;
        }
        if (!event.contentText().isBlank()) {
          parts.add(new Part.Text(event.contentText()));
        }
        ObjectNode names =
            LenientJson.object("{\"tools\":" + event.toolsJson() + "}"); // a foreign store's column
        if (names != null) {
          for (var name : names.path("tools")) {
            parts.add(new Part.ToolCall(null, name.asText(), MissingNode.getInstance()));
          }
        }
        return parts;
      };

  /**
   * The parts of an event, in their order.
   *
   * @param event the event with its record
   * @return its parts; empty for an event that a person would not see in the agent
   */
  List<Part> parts(Event event);

  /** The arguments of a tool, from an object or from the text of one. */
  static JsonNode input(JsonNode given) {
    if (!given.isTextual()) {
      return given;
    }
    ObjectNode object = LenientJson.object(given.textValue());
    return object != null ? object : JsonNodeFactory.instance.textNode(given.textValue());
  }
}
