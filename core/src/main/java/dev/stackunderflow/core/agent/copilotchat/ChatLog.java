package dev.stackunderflow.core.agent.copilotchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonLines;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chat together from the lines of its log. A line has a {@code kind}, a path {@code k} and a
 * value {@code v}: 0 is the whole chat, 1 sets a value, 2 adds to a list, cut to {@code i} values
 * before, and 3 deletes. Source: {@code objectMutationLog.ts} of Visual Studio Code.
 */
final class ChatLog {

  private static final int WHOLE = 0;
  private static final int SET = 1;
  private static final int ADD = 2;
  private static final int DELETE = 3;

  private ChatLog() {}

  /** The chat after the last line; null where no line holds the whole of it. */
  static @Nullable ObjectNode replay(JsonLines lines) {
    ObjectNode chat = null;
    for (ObjectNode line : lines.records()) {
      int kind = line.path("kind").asInt(-1);
      if (kind == WHOLE) {
        chat = line.path("v") instanceof ObjectNode whole ? whole : chat;
      } else if (chat != null && line.path("k") instanceof ArrayNode path && !path.isEmpty()) {
        apply(chat, kind, path, line);
      }
    }
    return chat;
  }

  private static void apply(ObjectNode chat, int kind, ArrayNode path, ObjectNode line) {
    JsonNode parent = chat;
    Iterator<JsonNode> steps = path.iterator();
    JsonNode last = steps.next();
    while (steps.hasNext()) {
      parent = step(parent, last);
      last = steps.next();
    }
    switch (kind) {
      case SET -> set(parent, last, line.path("v"));
      case DELETE -> set(parent, last, null);
      case ADD -> add(parent, last, line);
      default -> {
        // A newer kind of line.
      }
    }
  }

  private static JsonNode step(JsonNode parent, JsonNode name) {
    return name.isInt() ? parent.path(name.intValue()) : parent.path(name.asText());
  }

  private static void set(JsonNode parent, JsonNode name, @Nullable JsonNode value) {
    if (parent instanceof ObjectNode object) {
      if (value == null || value.isMissingNode()) {
        object.remove(name.asText());
      } else {
        object.set(name.asText(), value);
      }
    } else if (parent instanceof ArrayNode array && name.isInt() && value != null) {
      int index = name.intValue();
      if (index >= 0 && index < array.size()) {
        array.set(index, value);
      } else if (index == array.size()) {
        array.add(value);
      }
    }
  }

  private static void add(JsonNode parent, JsonNode name, ObjectNode line) {
    JsonNode found = step(parent, name);
    if (found.isMissingNode() && parent instanceof ObjectNode object) {
      found = object.putArray(name.asText());
    }
    if (found instanceof ArrayNode list) {
      int keep = line.path("i").isInt() ? line.path("i").intValue() : list.size();
      while (list.size() > Math.max(0, keep)) {
        list.remove(list.size() - 1);
      }
      if (line.path("v") instanceof ArrayNode more) {
        more.forEach(list::add);
      }
    }
  }
}
