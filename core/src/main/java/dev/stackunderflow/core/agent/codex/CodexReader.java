package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a rollout's lines. */
final class CodexReader implements LineReader {

  /** The items that call a tool. */
  static final Set<String> CALLS =
      Set.of("function_call", "custom_tool_call", "local_shell_call", "web_search_call");

  private static final String MODEL = "model";
  private static final String UNPAID = "unpaid_answer";

  private final String session;

  /** The id in the file's name, null for a thread's first rollout. */
  private final @Nullable String rollout;

  private final Replay replay;
  private final TokenCounts counts;
  private final ReviewMode review;
  private @Nullable String model;

  /** Whether there is an answer before this line that has no usage yet. */
  private boolean unpaidAnswer;

  CodexReader(ObjectNode carry, LogContext context) {
    this.session = context.sessionId();
    String further = RolloutName.furtherId(context.file());
    this.rollout = further.isEmpty() ? null : further;
    this.replay = new Replay(carry, context);
    this.counts = new TokenCounts(carry);
    this.review = new ReviewMode(carry);
    this.model = LenientJson.text(carry, MODEL);
    this.unpaidAnswer = carry.path(UNPAID).asBoolean(false);
  }

  @Override
  public void save(ObjectNode carry) {
    replay.save(carry);
    counts.save(carry);
    review.save(carry);
    if (model != null) {
      carry.put(MODEL, model);
    }
    carry.put(UNPAID, unpaidAnswer);
  }

  @Override
  public Reading read(ObjectNode line) throws SQLException {
    String timestamp = LenientJson.text(line, "timestamp");
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode payload = line.has("payload") ? line.get("payload") : line;
    String kind = LenientJson.textOr(payload, "type", "");
    boolean isFirst = replay.isAtStart();
    long flags = replay.flags(line, type, kind, payload);
    String folder = null;
    if (type.equals("turn_context") || type.equals("session_meta")) {
      String named = LenientJson.text(payload, MODEL);
      model = named == null ? model : named;
      // The first line names the session's folder; a replayed parent's is another session's.
      folder = flags == 0 ? LenientJson.text(payload, "cwd") : null;
    }
    review.read(type, payload);
    String reviewed = ReviewMode.asked(type, payload);
    if (reviewed != null) {
      return Reading.of(draft(timestamp, "user", reviewed, "[]", null, flags), folder);
    }
    if (type.equals("event_msg") && kind.equals("token_count") && !review.isElsewhere()) {
      return tokenCount(timestamp, type, payload, flags);
    }
    if (kind.equals("message")) {
      // Versions up to 0.3x name the folder nowhere else.
      boolean isBare = !line.has("payload") && flags == 0;
      return Reading.of(
          message(timestamp, payload, flags), isBare ? MessageTexts.folder(payload) : folder);
    }
    if (type.equals("event_msg") && kind.equals("thread_name_updated")) {
      String title = LenientJson.textOr(payload, "thread_name", "");
      return Reading.of(
          draft(timestamp, DraftBuilder.CUSTOM_TITLE, title, "[]", null, flags), null);
    }
    if (CALLS.contains(kind)) {
      unpaidAnswer = true;
      String tools = LenientJson.array(List.of(LenientJson.textOr(payload, "name", kind)));
      return Reading.of(draft(timestamp, "assistant", "", tools, id(payload), flags), folder);
    }
    String role = kind.isEmpty() || type.equals("event_msg") ? type : kind;
    UsageRecord record = UsageRecord.in(payload, type);
    if (record == null) {
      // Nothing else in the log names the rollout, by which others refer to it.
      String id = isFirst ? rollout : null;
      return Reading.of(
          new Draft(timestamp, role, "", "[]", false, id, null, Spent.NOTHING, flags), folder);
    }
    boolean counts = this.counts.record(record);
    Spent spent =
        counts && (flags & Event.REPLAYED) == 0
            ? new Spent(
                record.model() == null ? model : record.model(),
                record.usage(),
                "standard",
                record.responseId())
            : Spent.NOTHING;
    return Reading.of(
        new Draft(timestamp, role, "", "[]", false, null, null, spent, flags), folder);
  }

  private Draft message(@Nullable String timestamp, JsonNode payload, long flags) {
    String role = LenientJson.textOr(payload, "role", "unknown");
    unpaidAnswer |= role.equals("assistant");
    String text = String.join("\n", MessageTexts.of(payload));
    boolean injected = MessageTexts.isInjected(payload, text);
    return draft(
        timestamp, role, text, "[]", id(payload), injected ? flags | Event.NOT_TYPED : flags);
  }

  private static @Nullable String id(JsonNode payload) {
    String id = LenientJson.text(payload, "id");
    return id == null ? LenientJson.text(payload, "call_id") : id;
  }

  private Reading tokenCount(
      @Nullable String timestamp, String type, JsonNode payload, long flags) {
    Usage usage = counts.count(payload.path("info"));
    if (usage.isNone() || flags != 0) {
      return Reading.of(Draft.plain(timestamp, type, flags), null);
    }
    var spent = new Spent(model, usage, "standard", counts.id(session));
    if (unpaidAnswer) {
      unpaidAnswer = false;
      return new Reading(Draft.plain(timestamp, type, flags), List.of(), null, spent);
    }
    // No answer to give it to: it must not be lost, and it is a request of its own.
    return Reading.of(new Draft(timestamp, type, "", "[]", false, null, null, spent, flags), null);
  }

  private Draft draft(
      @Nullable String timestamp,
      String role,
      String content,
      String tools,
      @Nullable String id,
      long flags) {
    Spent spent = role.equals("assistant") ? Spent.by(model) : Spent.NOTHING;
    return new Draft(timestamp, role, content, tools, false, id, null, spent, flags);
  }
}
