package dev.stackunderflow.core.agent.forge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.Locale;

/**
 * A message of a context: {@code {message: {text: …}, usage}}, in older versions {@code {text}}.
 */
final class ForgeMessage {

  private ForgeMessage() {}

  private static JsonNode message(JsonNode item) {
    return item.has("message") ? item.path("message") : item;
  }

  static JsonNode text(JsonNode item) {
    return message(item).path("text");
  }

  static JsonNode tool(JsonNode item) {
    return message(item).path("tool");
  }

  static String role(JsonNode text) {
    return LenientJson.textOr(text, "role", "unknown").toLowerCase(Locale.ROOT);
  }

  /** What was typed, where the context adds to it; else what was said. */
  static String said(JsonNode text) {
    String content = LenientJson.textOr(text, "content", "");
    JsonNode typed = text.path("raw_content").path("Text");
    return typed.isTextual() && role(text).equals("user") ? typed.textValue() : content;
  }
}
