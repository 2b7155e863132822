package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * What one response used: a {@code token_usage_record}, or a copy of one in another line.
 *
 * @param responseId the response
 * @param model the model, where the record names it
 * @param usage the tokens
 */
record UsageRecord(String responseId, @Nullable String model, Usage usage) {

  private static final String LINE = "token_usage_record";

  /** The record of a line, or null where it has none. */
  static @Nullable UsageRecord in(JsonNode payload, String type) {
    if (type.equals(LINE)) {
      return of(payload);
    }
    for (var field : payload.properties()) {
      if (field.getKey().endsWith(LINE) && field.getValue().isObject()) {
        return of(field.getValue());
      }
    }
    return null;
  }

  private static @Nullable UsageRecord of(JsonNode record) {
    String response = LenientJson.text(record, "response_id");
    return response == null
        ? null
        : new UsageRecord(response, LenientJson.text(record, "model"), usage(record.path("usage")));
  }

  /**
   * Input holds what was read from the cache and written to it; output holds the reasoning.
   *
   * @param counts the object with the numbers
   */
  static Usage usage(JsonNode counts) {
    long input = LenientJson.number(counts, "input_tokens");
    long cached = Math.min(input, LenientJson.number(counts, "cached_input_tokens"));
    long written = Math.min(input - cached, LenientJson.number(counts, "cache_write_input_tokens"));
    return new Usage(
        input - cached - written, LenientJson.number(counts, "output_tokens"), written, 0, cached);
  }
}
