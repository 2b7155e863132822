package dev.stackunderflow.core.agent.dsh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each attempt of a turn's step used. A step's message says it, or its stream; only {@code
 * llm/retry-started} begins another attempt.
 */
final class HarnessUsage {

  private final String session;
  private final HarnessLog log;
  private final long own;
  private final Map<String, Attempt> attempts = new HashMap<>();
  private final Map<String, Integer> retries = new HashMap<>();
  private @Nullable String model;

  /** The event that says what an attempt used. */
  private record Attempt(int event, boolean isFinal, @Nullable String model, Usage usage) {}

  /**
   * Reads the usage.
   *
   * @param own the number of the first event that is not the parent's
   */
  HarnessUsage(String session, HarnessLog log, long own) {
    this.session = session;
    this.log = log;
    this.own = own;
  }

  /** What events say about an attempt, and the model that answered, by their place in the log. */
  Map<Integer, Spent> byEvent() {
    Map<Integer, Spent> spent = new HashMap<>();
    for (int i = 0; i < log.events().size(); i++) {
      ObjectNode event = log.events().get(i);
      JsonNode data = event.path("data");
      switch (HarnessTurns.type(event)) {
        case "request/header" -> model(data.path("header").path("config"));
        case "request/context" -> model(data);
        default -> {
          if (HarnessTurns.seq(event) >= own) {
            read(i, HarnessTurns.type(event), data, spent);
          }
        }
      }
    }
    attempts.forEach(
        (attempt, said) ->
            spent.put(
                said.event(),
                new Spent(
                    said.model(), said.usage(), "standard", "dsh " + session + " " + attempt)));
    return spent;
  }

  private void model(JsonNode request) {
    String named = LenientJson.textOr(request, "model", "");
    model = named.isBlank() ? model : named;
  }

  private void read(int event, String type, JsonNode data, Map<Integer, Spent> spent) {
    String step = data.path("turn").asText() + ":" + data.path("step").asText();
    switch (type) {
      case "llm/retry-started" -> retries.merge(step, 1, Integer::sum);
      case "assistant/message" -> {
        String answered = LenientJson.textOr(data.path("message").path("source"), "model", "");
        String by = answered.isBlank() ? model : answered;
        spent.put(event, Spent.by(by));
        JsonNode usage = data.path("usage").isObject() ? data.path("usage") : streamed(data);
        said(step, new Attempt(event, true, by, usage(usage)));
      }
      case "assistant/attempt" ->
          said(step, new Attempt(event, true, model, usage(streamed(data))));
      case "assistant/chunk" -> {
        if (log.version() < 2) {
          said(step, new Attempt(event, false, model, usage(data.path("chunk").path("usage"))));
        }
      }
      default -> {
        // It says nothing about tokens.
      }
    }
  }

  private void said(String step, Attempt attempt) {
    String key = step + ":" + retries.getOrDefault(step, 0);
    Attempt before = attempts.get(key);
    if (before != null && attempt.usage().isNone() && attempt.isFinal() && !before.isFinal()) {
      // The message says nothing, so what its stream said is the message's.
      attempts.put(key, new Attempt(attempt.event(), true, attempt.model(), before.usage()));
    } else if (!attempt.usage().isNone()
        && (before == null || attempt.isFinal() || !before.isFinal())) {
      attempts.put(key, attempt);
    }
  }

  /** The last usage that the stream in a record holds. */
  private static JsonNode streamed(JsonNode data) {
    JsonNode last = MissingNode.getInstance();
    for (JsonNode piece : data.path("stream")) {
      JsonNode usage = piece.path("chunk").path("usage");
      last = usage.isObject() ? usage : last;
    }
    return last;
  }

  private static Usage usage(JsonNode usage) {
    return Usage.of(
        LenientJson.number(usage, "inputTokens"),
        LenientJson.number(usage, "outputTokens"),
        LenientJson.number(usage, "cacheWriteTokens"),
        LenientJson.number(usage, "cacheReadTokens"));
  }
}
