package dev.stackunderflow.core.agent.continuedev;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;

/**
 * Tells what of a history was copied: {@code cn --fork} begins a session with all messages of
 * another one and their usage; the session's own sums begin with what is added. So the messages of
 * the end whose usage makes up the sums are its own.
 */
final class ContinueForks {

  private ContinueForks() {}

  /**
   * How many items at the history's start are of another session.
   *
   * @param session the document
   * @return 0 where it was not forked, or the sums do not show it
   */
  static int copied(JsonNode session) {
    JsonNode sums = session.path("usage");
    long prompt = prompt(sums);
    long output = output(sums);
    if (prompt + output <= 0) {
      return 0;
    }
    JsonNode history = session.path("history");
    for (int i = history.size() - 1; i >= 0; i--) {
      JsonNode usage = history.path(i).path("message").path("usage");
      if (usage.isObject() && prompt == 0 && output == 0) {
        return i + 1;
      }
      prompt -= prompt(usage);
      output -= output(usage);
    }
    return 0;
  }

  private static long prompt(JsonNode usage) {
    return LenientJson.number(usage, usage.has("promptTokens") ? "promptTokens" : "prompt_tokens");
  }

  private static long output(JsonNode usage) {
    return LenientJson.number(
        usage, usage.has("completionTokens") ? "completionTokens" : "completion_tokens");
  }
}
