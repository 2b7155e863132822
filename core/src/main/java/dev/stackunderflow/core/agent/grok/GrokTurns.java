package dev.stackunderflow.core.agent.grok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordTimes;
import dev.stackunderflow.core.json.LenientJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session: when each began and ended, and its tokens by model. {@code usage.json}
 * has them; without it the updates' {@code turn_completed} do, each prompt once. The updates'
 * {@code eventId} starts again at each resume and names nothing.
 *
 * <p>Tokens: {@code inputTokens} holds what was read from the cache, {@code outputTokens} the
 * reasoning.
 */
final class GrokTurns {

  private static final Duration SAME_TURN = Duration.ofSeconds(2);

  /** A session's folder beside another's. */
  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

  /** The field with the cost of a turn's model in US dollars, which this adds to its record. */
  static final String COST = "cost_usd";

  private static final double TICKS_PER_DOLLAR = 1e10;

  private final JsonNode created;
  private final String model;
  private final List<JsonNode> begins = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Subagent> subagents = new ArrayList<>();

  /** A turn that ended. */
  private record Turn(String key, JsonNode end, JsonNode usage) {}

  /**
   * A subagent that still ran when the turn that began it ended: the turn lacks its tokens.
   *
   * @param id its session's id
   * @param since when the turn ended
   */
  record Subagent(String id, Instant since) {}

  private GrokTurns(JsonNode created, String model) {
    this.created = created;
    this.model = model;
  }

  static GrokTurns read(
      List<ObjectNode> updates, @Nullable ObjectNode usage, JsonNode created, String model) {
    var turns = new GrokTurns(created, model);
    Map<String, Turn> completed = new LinkedHashMap<>();
    Map<String, String> spawned = new LinkedHashMap<>();
    for (ObjectNode line : updates) {
      JsonNode params = line.path("params");
      JsonNode update = params.path("update");
      JsonNode millis = params.path("_meta").path("agentTimestampMs");
      JsonNode time = millis.isNumber() ? millis : line.path("timestamp");
      switch (LenientJson.textOr(update, "sessionUpdate", "")) {
        case "user_message_chunk" ->
            turns.begin(update.path("_meta").path("promptIndex").asInt(turns.begins.size()), time);
        case "subagent_spawned" ->
            spawned.put(
                LenientJson.textOr(update, "child_session_id", ""),
                LenientJson.textOr(update, "parent_prompt_id", ""));
        case "turn_completed" -> {
          String key = LenientJson.textOr(update, "prompt_id", "turn " + completed.size());
          completed.put(key, new Turn(key, time, update.path("usage")));
        }
        default -> {
          // Chunks of answers stand whole in the history.
        }
      }
    }
    spawned.forEach((child, prompt) -> turns.note(child, completed.get(prompt)));
    if (usage == null) {
      turns.turns.addAll(completed.values());
    } else {
      for (JsonNode turn : usage.path("turns")) {
        // Two machines that continue one session number their turns alike.
        String key =
            "turn " + LenientJson.number(turn, "turnNumber") + " " + turn.path("endedAt").asText();
        turns.turns.add(new Turn(key, end(turn, completed.values()), turn));
      }
    }
    return turns;
  }

  /** When a turn ended: as the updates say it, which name the same turn a millisecond later. */
  private static JsonNode end(JsonNode turn, Collection<Turn> completed) {
    Instant ended = RecordTimes.instant(turn.path("endedAt"));
    for (Turn update : completed) {
      Instant end = RecordTimes.instant(update.end());
      if (ended != null
          && end != null
          && Duration.between(ended, end).abs().compareTo(SAME_TURN) < 0
          && update.usage().path("modelUsage").size() == turn.path("modelUsage").size()
          && LenientJson.number(update.usage(), "outputTokens")
              == LenientJson.number(turn, "outputTokens")) {
        return update.end();
      }
    }
    return turn.path("endedAt");
  }

  private void note(String child, @Nullable Turn turn) {
    if (turn == null || !turn.usage().path("usageIsIncomplete").asBoolean(false)) {
      return;
    }
    Instant end = RecordTimes.instant(turn.end());
    if (end != null && NAME.matcher(child).matches()) {
      subagents.add(new Subagent(child, end));
    }
  }

  /** The subagents whose tokens are in none of the turns. */
  List<Subagent> subagents() {
    return subagents;
  }

  /** The turns that ended later. */
  GrokTurns since(Instant time) {
    var later = new GrokTurns(created, model);
    for (Turn turn : turns) {
      Instant end = RecordTimes.instant(turn.end());
      if (end != null && end.isAfter(time)) {
        later.turns.add(turn);
      }
    }
    return later;
  }

  private void begin(int index, JsonNode time) {
    if (index == begins.size()) {
      begins.add(time);
    }
  }

  /** When a turn began, counted from 0. */
  JsonNode begin(int turn) {
    return turn < begins.size() ? begins.get(turn) : turn == 0 ? created : end(turn - 1);
  }

  /** When a turn ended; for one that runs, when it began. */
  JsonNode end(int turn) {
    if (turn < turns.size()) {
      return turns.get(turn).end();
    }
    return turn < begins.size() ? begins.get(turn) : turn <= 0 ? created : end(turn - 1);
  }

  /**
   * Adds a record for each turn and model. A turn is named by its counts and its end, in seconds:
   * {@code usage.json} is written behind the updates, which name the same turn otherwise, and a
   * fork has its parent's turns.
   *
   * @param isSubagent whether the turns' tokens are in those of the session that began it
   * @param forked when the session was forked, or null: earlier turns are its parent's
   */
  void addUsage(
      String session,
      boolean isSubagent,
      @Nullable Instant forked,
      List<RecordSession.Entry> records) {
    for (Turn turn : turns) {
      for (var model : models(turn).properties()) {
        JsonNode counts = model.getValue();
        var usage =
            Usage.ofPrompt(
                LenientJson.number(counts, "inputTokens"),
                LenientJson.number(counts, "outputTokens"),
                LenientJson.number(counts, "cacheCreationTokens"),
                LenientJson.number(counts, "cachedReadTokens"));
        String key = session + " " + turn.key() + " " + model.getKey();
        Instant end = RecordTimes.instant(turn.end());
        String when = end == null ? turn.key() : String.valueOf(end.getEpochSecond());
        String id = "grok " + model.getKey() + " " + usage + " " + when;
        Spent spent =
            isSubagent || usage.isNone()
                ? Spent.by(model.getKey())
                : new Spent(model.getKey(), usage, "standard", id);
        var event = new DraftBuilder("turn.usage", key).at(turn.end()).spent(spent);
        if (forked != null && end != null && end.isBefore(forked)) {
          event.copied();
        }
        ObjectNode raw = turn.usage().deepCopy();
        double ticks = counts.path("costUsdTicks").asDouble(0);
        if (ticks > 0 && !usage.isNone() && !isSubagent) {
          raw.put(COST, ticks / TICKS_PER_DOLLAR);
        }
        records.add(event.record(raw));
      }
    }
  }

  /** The counts of each model; of the last one where the turn has only sums. */
  private ObjectNode models(Turn turn) {
    ObjectNode models = LenientJson.newObject();
    if (turn.usage().path("modelUsage") instanceof ObjectNode own && !own.isEmpty()) {
      return own;
    }
    return turn.usage() instanceof ObjectNode sums && !sums.isEmpty()
        ? models.set(model, sums)
        : models;
  }
}
