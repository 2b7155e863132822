package dev.stackunderflow.core.agent.hermes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stackunderflow.core.json.LenientJson;

/** What a message says: a text, or a list of blocks as JSON behind a mark. */
final class HermesContent {

  private static final String MARK = "\0json:";

  private HermesContent() {}

  static JsonNode of(ObjectNode message) {
    JsonNode content = message.path("content");
    if (!content.isTextual() || !content.textValue().startsWith(MARK)) {
      return content;
    }
    JsonNode value = LenientJson.value(content.textValue().substring(MARK.length()));
    return value == null ? TextNode.valueOf(content.textValue()) : value;
  }

  /** Whether Hermes itself said it in the user's name. */
  static boolean isMade(String text) {
    return text.startsWith("[CONTEXT COMPACTION")
        || text.startsWith("[CONTEXT SUMMARY]")
        || text.startsWith("[Your active task list was preserved across context compression]");
  }
}
