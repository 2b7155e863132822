package dev.stackunderflow.core.agent.codebuff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;

/**
 * The tokens of an answer, in the names of several providers. The input is without the cache, but
 * where the cache's tokens are details of the prompt.
 */
final class CodebuffUsage {

  private CodebuffUsage() {}

  static Usage of(JsonNode usage) {
    long input = first(usage, "inputTokens", "input_tokens", "promptTokens", "prompt_tokens");
    long output =
        first(usage, "outputTokens", "output_tokens", "completionTokens", "completion_tokens");
    long written =
        first(
            usage,
            "cacheCreationInputTokens",
            "cache_creation_input_tokens",
            "cacheCreationTokens",
            "cache_creation_tokens",
            "cachedTokensCreated",
            "cached_tokens_created");
    long read = first(usage, "cacheReadInputTokens", "cache_read_input_tokens");
    long total = first(usage, "totalTokens", "total_tokens", "total");
    long detail =
        Math.max(
            first(usage.path("promptTokensDetails"), "cachedTokens"),
            first(usage.path("prompt_tokens_details"), "cached_tokens"));
    return read == 0 && detail > 0
        ? Usage.ofProvider(input, output, written, detail, total)
        : Usage.of(input, output + beyond(total, input + output + written + read), written, read);
  }

  private static long beyond(long total, long said) {
    return Math.max(0, total - said);
  }

  private static long first(JsonNode usage, String... names) {
    for (String name : names) {
      long number = LenientJson.number(usage, name);
      if (number > 0) {
        return number;
      }
    }
    return 0;
  }
}
