package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Cline and the extensions made of it say to the user by calling a tool. */
final class ClineAnswers {

  /** The tools, and the arguments that hold what is said. */
  private static final Set<String> TOOLS =
      Set.of(
          "attempt_completion", "ask_followup_question", "plan_mode_respond", "act_mode_respond");

  private static final List<String> ARGUMENTS = List.of("result", "question", "response");

  /**
   * Providers over which Cline counts what was read from the cache twice, in the input and beside
   * it. Tried with the first; the others are from its source.
   */
  private static final Set<String> WITH_CACHE = Set.of("openai", "litellm", "requesty", "lmstudio");

  private ClineAnswers() {}

  /** The texts that the calls in a message's content say. */
  static List<String> of(JsonNode content) {
    List<String> said = new ArrayList<>();
    for (JsonNode block : content) {
      if (LenientJson.textOr(block, "type", "").equals("tool_use")
          && TOOLS.contains(LenientJson.textOr(block, "name", ""))) {
        for (String argument : ARGUMENTS) {
          String text = LenientJson.textOr(block.path("input"), argument, "");
          if (!text.isBlank()) {
            said.add(text);
          }
        }
      }
    }
    return said;
  }

  /** Whether the tokens of a shown request have the cache's among the input. */
  static boolean isCacheInPrompt(JsonNode request) {
    return WITH_CACHE.contains(LenientJson.textOr(request.path("modelInfo"), "providerId", ""));
  }
}
