package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a message in OpenCode's format. The {@code input} is without the cache.
 *
 * <p>OpenCode 1.18 takes the {@code reasoning} out of the {@code output}; 1.2 and older leave it
 * in, as the provider reports it. The {@code total} tells which; where there is none, only Google's
 * models have it beside the output.
 *
 * <p>A message of several steps has the tokens of the last one; each {@code step-finish} has its
 * own.
 */
final class OpenCodeTokens {

  private OpenCodeTokens() {}

  static Usage of(ObjectNode info, List<ObjectNode> parts) {
    boolean isGoogle = LenientJson.textOr(info, "providerID", "").startsWith("google");
    List<Usage> steps = new ArrayList<>();
    for (ObjectNode part : parts) {
      if (LenientJson.textOr(part, "type", "").equals("step-finish")) {
        steps.add(usage(part.path("tokens"), isGoogle));
      }
    }
    Usage last = usage(info.path("tokens"), isGoogle);
    Usage all = steps.stream().reduce(Usage.NONE, OpenCodeTokens::sum);
    return steps.size() > 1 && steps.getLast().equals(last) ? all : last;
  }

  private static Usage usage(JsonNode tokens, boolean isGoogle) {
    JsonNode cache = tokens.path("cache");
    long output = LenientJson.number(tokens, "output");
    long reasoning = LenientJson.number(tokens, "reasoning");
    long total = LenientJson.number(tokens, "total");
    var withReasoning =
        Usage.of(
            LenientJson.number(tokens, "input"),
            output,
            LenientJson.number(cache, "write"),
            LenientJson.number(cache, "read"));
    boolean isInOutput = total > 0 ? sum(withReasoning) == total : !isGoogle && output >= reasoning;
    return isInOutput ? withReasoning : sum(withReasoning, Usage.of(0, reasoning, 0, 0));
  }

  private static long sum(Usage usage) {
    return usage.input() + usage.output() + usage.cacheCreate() + usage.cacheRead();
  }

  private static Usage sum(Usage one, Usage other) {
    return Usage.of(
        one.input() + other.input(),
        one.output() + other.output(),
        one.cacheCreate() + other.cacheCreate(),
        one.cacheRead() + other.cacheRead());
  }
}
