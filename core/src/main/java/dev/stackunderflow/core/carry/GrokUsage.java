package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Grok Build's {@code usage.json}: a session's turns and their sums. */
final class GrokUsage {

  private static final String ENDED = "endedAt";
  private static final String MODELS = "modelUsage";
  private static final List<String> COUNTS =
      List.of(
          "inputTokens",
          "outputTokens",
          "cachedReadTokens",
          "cacheCreationTokens",
          "reasoningTokens",
          "totalTokens",
          "modelCalls");

  private GrokUsage() {}

  /**
   * The document with further turns, each once.
   *
   * @param known the document that is here; null where there is none
   * @param added turns; one with several models comes once for each
   */
  static String with(String sessionId, @Nullable ObjectNode known, List<ObjectNode> added) {
    ArrayNode turns = LenientJson.newObject().putArray("turns");
    Set<String> ends = new HashSet<>();
    if (known != null) {
      known.path("turns").forEach(turn -> add(turn, turns, ends));
    }
    added.forEach(turn -> add(turn, turns, ends));
    ObjectNode document = LenientJson.newObject();
    document.put("sessionId", sessionId);
    document.set("updatedAt", turns.path(turns.size() - 1).path(ENDED));
    document.set("session", sum(turns));
    document.set("turns", turns);
    return document.toPrettyString() + "\n";
  }

  private static void add(JsonNode turn, ArrayNode turns, Set<String> ends) {
    if (ends.add(turn.path(ENDED).asText())) {
      turns.add(turn);
    }
  }

  private static ObjectNode sum(ArrayNode turns) {
    ObjectNode sum = LenientJson.newObject();
    COUNTS.forEach(count -> sum.put(count, 0));
    sum.put("turnCount", turns.size());
    ObjectNode models = LenientJson.newObject();
    for (JsonNode turn : turns) {
      addCounts(sum, turn);
      sum.put("primaryModelId", turn.path("primaryModelId").asText());
      for (var model : turn.path(MODELS).properties()) {
        addCounts(models.withObjectProperty(model.getKey()), model.getValue());
      }
    }
    sum.set(MODELS, models);
    return sum;
  }

  private static void addCounts(ObjectNode sum, JsonNode counts) {
    for (String count : COUNTS) {
      sum.put(count, LenientJson.number(sum, count) + LenientJson.number(counts, count));
    }
  }
}
