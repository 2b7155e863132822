package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;

/** Grok Build's updates, made of what was said: its screen shows them, and they have the times. */
final class GrokUpdates {

  private final String sessionId;
  private final StringBuilder lines = new StringBuilder();

  GrokUpdates(String sessionId) {
    this.sessionId = sessionId;
  }

  /**
   * Adds a line of the history, if it is a prompt or an answer.
   *
   * @param prompt the number of the prompt that it is, or would be
   */
  void add(Item item, int prompt) {
    String text = String.join("\n", ContentBlocks.texts(item.json().path("content")));
    boolean isAnswer = item.role().equals("assistant");
    if (!item.isTyped() && (!isAnswer || text.isEmpty())) {
      return;
    }
    Instant time = Timestamps.instant(item.time());
    ObjectNode line = LenientJson.newObject();
    line.put("timestamp", time == null ? 0 : time.getEpochSecond()).put("method", "session/update");
    ObjectNode params = line.putObject("params");
    params.put("sessionId", sessionId);
    ObjectNode update = params.putObject("update");
    update.put("sessionUpdate", isAnswer ? "agent_message_chunk" : "user_message_chunk");
    update
        .putObject("content")
        .put("type", "text")
        .put("text", text.replaceAll("\\A\\s*<user_query>\\s*|\\s*</user_query>\\s*\\z", ""));
    if (!isAnswer) {
      update.putObject("_meta").put("promptIndex", prompt);
    }
    params.putObject("_meta").put("agentTimestampMs", time == null ? 0 : time.toEpochMilli());
    lines.append(line).append('\n');
  }

  String text() {
    return lines.toString();
  }
}
