package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Tells which lines of a rollout repeat the history of another thread. A fork's or a subagent's
 * rollout can begin with a copy of its parent's lines, sometimes with other times. The log says
 * where its own part begins: by an ordinal, by a turn that the parent does not have, by a line that
 * the parent does not have. With {@code history_base} nothing is copied.
 */
final class Replay {

  private static final String STATE = "replay";

  private enum Phase {
    /** No line was read. */
    START,
    /** The lines are older than the rollout. */
    COPYING,
    /** The lines repeat the parent's until they say otherwise. */
    REPLAYING,
    /** The lines are this thread's. */
    OWN
  }

  private final LogContext context;
  private Phase phase = Phase.START;
  private @Nullable String id;
  private @Nullable String parentId;

  /** When the rollout began, in milliseconds since 1970. */
  private long began = Long.MAX_VALUE;

  /** The ordinal of the first own line, -1 where the log does not say. */
  private long firstOwn = -1;

  private @Nullable ParentHistory parent;

  Replay(ObjectNode carry, LogContext context) {
    this.context = context;
    JsonNode saved = carry.path(STATE);
    if (saved.isObject()) {
      phase = Phase.valueOf(LenientJson.textOr(saved, "phase", Phase.OWN.name()));
      id = LenientJson.text(saved, "id");
      parentId = LenientJson.text(saved, "parent");
      began = saved.path("began").asLong(Long.MAX_VALUE);
      firstOwn = saved.path("first_own").asLong(-1);
    }
  }

  void save(ObjectNode carry) {
    carry
        .putObject(STATE)
        .put("phase", phase.name())
        .put("id", id)
        .put("parent", parentId)
        .put("began", began)
        .put("first_own", firstOwn);
  }

  /** Whether no line was read yet. */
  boolean isAtStart() {
    return phase == Phase.START;
  }

  /**
   * What the line's event is besides itself: {@link Event#REPLAYED} where it repeats another
   * thread's line by the log's own statement, {@link Event#COPIED} where it is older than the
   * rollout that begins with it, else 0.
   */
  long flags(ObjectNode line, String type, String kind, JsonNode payload) throws SQLException {
    if (phase == Phase.START) {
      phase = type.equals("session_meta") ? begin(line, payload) : Phase.OWN;
      return 0;
    }
    if (phase == Phase.COPYING) {
      if (isOtherThread(type, payload)) {
        // A fork that does not say so, but begins with its parent's own first line.
        parentId = LenientJson.text(payload, "id");
        phase = Phase.REPLAYING;
        return Event.REPLAYED;
      }
      if (millis(LenientJson.text(line, "timestamp")) < began) {
        return Event.COPIED;
      }
      phase = Phase.OWN;
    }
    return isReplayed(line, type, kind, payload) ? Event.REPLAYED : 0;
  }

  private boolean isOtherThread(String type, JsonNode payload) {
    String other = LenientJson.text(payload, "id");
    return id != null && other != null && type.equals("session_meta") && !other.equals(id);
  }

  private boolean isReplayed(ObjectNode line, String type, String kind, JsonNode payload)
      throws SQLException {
    if (phase == Phase.OWN) {
      return false;
    }
    if (firstOwn >= 0 && line.path("ordinal").isNumber()) {
      if (line.path("ordinal").longValue() < firstOwn) {
        return true;
      }
      phase = Phase.OWN;
      return false;
    }
    if (type.equals("session_meta")) {
      return !LenientJson.textOr(payload, "id", "").equals(id);
    }
    if (isOwn(line, type, kind, payload)) {
      phase = Phase.OWN;
      return false;
    }
    return true;
  }

  private Phase begin(ObjectNode line, JsonNode meta) {
    id = LenientJson.text(meta, "id");
    JsonNode subagent = meta.path("source").path("subagent");
    parentId = LenientJson.text(meta, "forked_from_id");
    if (parentId == null) {
      parentId = LenientJson.text(meta, "parent_thread_id");
    }
    if (parentId == null) {
      parentId = LenientJson.text(subagent.path("thread_spawn"), "parent_thread_id");
    }
    began =
        Math.min(
            millis(LenientJson.text(meta, "timestamp")),
            millis(LenientJson.text(line, "timestamp")));
    long named = id == null ? -1 : TurnIds.millis(id);
    began = named >= 0 ? Math.min(began, named) : began;
    boolean isChild = parentId != null || !subagent.isMissingNode();
    if (meta.path("history_base").isObject()) {
      return Phase.OWN;
    }
    if (!isChild) {
      return Phase.COPYING;
    }
    JsonNode ordinal = meta.path("subagent_history_start_ordinal");
    firstOwn = ordinal.isNumber() ? ordinal.longValue() : -1;
    return Phase.REPLAYING;
  }

  /** Whether a line cannot be the parent's. */
  private boolean isOwn(ObjectNode line, String type, String kind, JsonNode payload)
      throws SQLException {
    String turn = turn(payload);
    if (turn != null) {
      long time = TurnIds.millis(turn);
      long named = id == null ? -1 : TurnIds.millis(id);
      if (named >= 0 && time > named) {
        return true; // also where the parent notes what happens in a review
      }
      return !(time >= 0 && time < began) && !parent().hasTurn(turn);
    }
    if (millis(LenientJson.text(line, "timestamp")) < began) {
      return false;
    }
    UsageRecord record = UsageRecord.in(payload, type);
    if (record != null) {
      return !parent().hasResponse(record.responseId());
    }
    return switch (kind) {
      case "token_count" -> !parent().has(kind, payload);
      case "message" -> !parent().hasTurns() && !parent().has(kind, payload);
      default -> false; // the next line that says more decides
    };
  }

  private static @Nullable String turn(JsonNode payload) {
    String turn = LenientJson.text(payload, "turn_id");
    return turn == null ? LenientJson.text(payload.path("turn_attribution"), "turn_id") : turn;
  }

  private ParentHistory parent() throws SQLException {
    if (parent == null) {
      parent = ParentHistory.read(context, parentId);
    }
    return parent;
  }

  private static long millis(@Nullable String time) {
    try {
      return time == null ? Long.MAX_VALUE : Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Turn ids that are UUIDs of version 7, which begin with their time. */
  private static final class TurnIds {

    /** Milliseconds since 1970, -1 where the id does not say. */
    static long millis(String id) {
      if (id.length() != 36 || id.charAt(14) != '7') {
        return -1;
      }
      try {
        return Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }
}
