package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is stored of the thread that a rollout was forked from. */
final class ParentHistory {

  private final Set<String> turns = new HashSet<>();
  private final Set<String> responses = new HashSet<>();
  private final Set<String> contents = new HashSet<>();

  private ParentHistory() {}

  /** Reads it; empty where the parent is not known. */
  static ParentHistory read(LogContext context, @Nullable String parentId) throws SQLException {
    var history = new ParentHistory();
    if (parentId != null) {
      context.history().read(parentId, history::add);
    }
    return history;
  }

  private void add(String raw) {
    ObjectNode line = LenientJson.object(raw);
    if (line != null) {
      JsonNode payload = line.has("payload") ? line.get("payload") : line;
      String turn = LenientJson.text(payload, "turn_id");
      if (turn != null) {
        turns.add(turn);
      }
      UsageRecord record = UsageRecord.in(payload, LenientJson.textOr(line, "type", ""));
      if (record != null) {
        responses.add(record.responseId());
      }
      contents.add(content(LenientJson.textOr(payload, "type", ""), payload));
    }
  }

  /** Whether the parent has this turn. */
  boolean hasTurn(String turn) {
    return turns.contains(turn);
  }

  /** Whether the parent has this response. */
  boolean hasResponse(String id) {
    return responses.contains(id);
  }

  /** Whether the parent's lines name their turns. */
  boolean hasTurns() {
    return !turns.isEmpty();
  }

  /** Whether the parent has a message or a count with this content. */
  boolean has(String kind, JsonNode payload) {
    return contents.contains(content(kind, payload));
  }

  private static String content(String kind, JsonNode payload) {
    return kind.equals("token_count")
        ? UsageRecord.usage(payload.path("info").path("total_token_usage")).toString()
        : LenientJson.textOr(payload, "role", "") + payload.path("content");
  }
}
