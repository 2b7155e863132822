package dev.stackunderflow.core.agent.goose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goose's messages and sums. Before its ledger, a session had the sums of its tokens and no counts
 * of its calls: they count at its last message. A message has no id that stays: when Goose
 * summarises a conversation, or moves a file into its database, it writes all of them again.
 *
 * <p>Tokens: the input holds what was read from the cache and written to it, unless the total says
 * otherwise; the output holds the reasoning, or the total does.
 */
final class GooseMessages {

  private static final List<String> COUNTS =
      List.of(
          "input_tokens",
          "output_tokens",
          "cache_write_tokens",
          "cache_read_tokens",
          "total_tokens");

  private static final int TOTAL = 4;

  private final String session;
  private final @Nullable String model;
  private final ContentKeys keys;
  private final List<RecordSession.Entry> records = new ArrayList<>();

  GooseMessages(String session, @Nullable String model) {
    this.session = session;
    this.model = model;
    this.keys = new ContentKeys(session);
  }

  /** Adds the session's own record. */
  void head(ObjectNode raw, JsonNode created, @Nullable String title, boolean isCustom) {
    boolean hasTitle = title != null && !title.isBlank();
    String role = !hasTitle ? "session" : isCustom ? DraftBuilder.CUSTOM_TITLE : DraftBuilder.TITLE;
    records.add(new DraftBuilder(role, session).at(created).text(title).record(raw));
  }

  /**
   * Adds a message.
   *
   * @param metadata whether a person sees it; summaries are only for the model
   */
  void message(String role, JsonNode time, JsonNode content, JsonNode metadata, ObjectNode raw) {
    ObjectNode said = LenientJson.newObject().put("role", role).put("time", time.asText());
    boolean isResult = false;
    boolean hasText = false;
    for (JsonNode part : content) {
      String type = LenientJson.textOr(part, "type", "");
      isResult |= type.equals("toolResponse");
      hasText |= type.equals("text");
      said.withArray("parts").add(type + " " + part.path("id").asText() + text(part).asText());
    }
    said.put("text", content.asText());
    boolean isHidden =
        metadata.path("userVisible").isBoolean() && !metadata.get("userVisible").asBoolean();
    var event =
        new DraftBuilder(isResult && !hasText ? "tool_result" : role, keys.next(said)).at(time);
    if (isHidden) {
      event.notTyped();
    }
    event.text(content);
    for (JsonNode part : content) {
      event.text(text(part));
      if (LenientJson.textOr(part, "type", "").endsWith("oolRequest")) {
        event.tool(LenientJson.text(part.path("toolCall").path("value"), "name"));
      }
    }
    records.add(
        event.spent(role.equals("assistant") ? Spent.by(model) : Spent.NOTHING).record(raw));
  }

  /** What a person reads: a text, or what Goose notes about the session. */
  private static JsonNode text(JsonNode part) {
    return switch (LenientJson.textOr(part, "type", "")) {
      case "text" -> part.path("text");
      case "systemNotification",
          "summarizationRequested",
          "conversationCompacted",
          "contextLengthExceeded" ->
          part.path("msg");
      default -> MissingNode.getInstance(); // results, thinking and images stay in the record
    };
  }

  /** Adds the sums; older versions only have the counts of the last call. */
  void sums(ObjectNode sums, JsonNode time) {
    List<Long> counts = counts(sums, sum(sums, "accumulated_") > 0 ? "accumulated_" : "");
    add(session + " usage", time, model, usage(counts), "goose " + session, sums);
  }

  /**
   * Adds what each call used, and of the sums what no call has.
   *
   * @return the key that the sums have where no ledger is, if nothing is left of them
   */
  Set<String> ledger(List<ObjectNode> calls, ObjectNode sums, JsonNode time) {
    List<Long> left = new ArrayList<>(counts(sums, "accumulated_"));
    for (ObjectNode call : calls) {
      List<Long> counts = new ArrayList<>(counts(call, ""));
      counts.set(TOTAL, Math.max(counts.get(TOTAL), counts.get(0) + counts.get(1)));
      for (int i = 0; i < left.size(); i++) {
        left.set(i, Math.max(0, left.get(i) - counts.get(i)));
      }
      String id = "goose " + session;
      boolean isSum = LenientJson.textOr(call, "cost_source", "").equals("carried_forward");
      String key = session + " ledger " + call.path("id").asText();
      String named = LenientJson.textOr(call, "model", "");
      add(
          key,
          call.path("created_timestamp"),
          named.isBlank() ? model : named,
          usage(counts),
          isSum ? id : id + " " + call.path("id").asText(),
          call);
    }
    Usage usage = usage(left);
    ObjectNode raw = LenientJson.newObject().put("session_id", session);
    for (int i = 0; i < left.size(); i++) {
      raw.put(COUNTS.get(i), left.get(i));
    }
    add(session + " usage", time, model, usage, "goose " + session, raw);
    return usage.isNone() ? Set.of(session + " usage") : Set.of();
  }

  private void add(
      String key, JsonNode time, @Nullable String model, Usage usage, String id, ObjectNode raw) {
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("session.usage", key)
              .at(time)
              .spent(new Spent(model, usage, "standard", id))
              .record(raw));
    }
  }

  private static List<Long> counts(ObjectNode of, String prefix) {
    return COUNTS.stream().map(name -> LenientJson.number(of, prefix + name)).toList();
  }

  private static long sum(ObjectNode of, String prefix) {
    return counts(of, prefix).stream().mapToLong(Long::longValue).sum();
  }

  private static Usage usage(List<Long> counts) {
    return Usage.ofProvider(
        counts.get(0), counts.get(1), counts.get(2), counts.get(3), counts.get(4));
  }

  List<RecordSession.Entry> records() {
    return records;
  }
}
