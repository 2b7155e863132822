package dev.stackunderflow.core.agent.zed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message: {@code {"User": …}} and {@code {"Agent": …}} with parts named by their kind, or
 * {@code role} and {@code segments} of older versions.
 */
final class ZedMessages {

  private ZedMessages() {}

  static DraftBuilder read(String key, JsonNode message, @Nullable String model) {
    if (message.path("role").isTextual()) {
      DraftBuilder event = event(LenientJson.textOr(message, "role", "unknown"), key, model);
      for (JsonNode segment : message.path("segments")) {
        if (LenientJson.textOr(segment, "type", "").equals("text")) {
          event.text(segment.path("text"));
        }
      }
      for (JsonNode use : message.path("tool_uses")) {
        event.tool(LenientJson.text(use, "name"));
      }
      return event;
    }
    boolean isUser = message.has("User");
    JsonNode said = isUser ? message.path("User") : message.path("Agent");
    DraftBuilder event =
        event(isUser ? "user" : message.has("Agent") ? "assistant" : "unknown", key, model);
    for (JsonNode part : said.path("content")) {
      event.text(part.path("Text"));
      event.text(part.path("Mention").path("content"));
      if (part.path("ToolUse").isObject()) {
        event.tool(LenientJson.text(part.path("ToolUse"), "name"));
      }
    }
    return event;
  }

  private static DraftBuilder event(String role, String key, @Nullable String model) {
    var event = new DraftBuilder(role, key);
    return role.equals("assistant") ? event.spent(Spent.by(model)) : event;
  }
}
