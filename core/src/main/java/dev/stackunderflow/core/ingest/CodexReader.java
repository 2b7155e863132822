package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rollout's lines. Usage comes in {@code token_count} lines, as a running total that is
 * often written again unchanged; what it grew by belongs to the assistant's event before it.
 */
final class CodexReader implements LineReader {

  private static final Set<String> CALLS =
      Set.of("function_call", "custom_tool_call", "local_shell_call", "web_search_call");

  private static final String MODEL = "model";
  private static final String ASSISTANT = "assistant_seq";
  private static final String TOTAL = "total";
  private static final String FORKED_AT = "forked_at";

  private final ObjectNode carry;

  CodexReader(ObjectNode carry) {
    this.carry = carry;
  }

  @Override
  public Reading read(long seq, JsonNode line) {
    String timestamp = LenientJson.text(line, "timestamp");
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode payload = line.has("payload") ? line.get("payload") : line;
    String kind = LenientJson.textOr(payload, "type", "");
    rememberModel(type, payload);
    if (type.equals("session_meta")) {
      rememberFork(timestamp, payload);
      return new Reading(plain(timestamp, type), LenientJson.text(payload, "cwd"), null);
    }
    if (type.equals("turn_context")) {
      return new Reading(plain(timestamp, type), LenientJson.text(payload, "cwd"), null);
    }
    if (type.equals("event_msg") && kind.equals("token_count")) {
      return tokenCount(timestamp, type, payload);
    }
    if (kind.equals("message")) {
      return message(seq, timestamp, payload);
    }
    if (CALLS.contains(kind)) {
      carry.put(ASSISTANT, seq);
      String tool = LenientJson.textOr(payload, "name", kind);
      return new Reading(
          draft(timestamp, "assistant", Usage.NONE, "", LenientJson.array(List.of(tool))),
          null,
          null);
    }
    return new Reading(
        plain(timestamp, kind.isEmpty() || type.equals("event_msg") ? type : kind), null, null);
  }

  private void rememberModel(String type, JsonNode payload) {
    String model = LenientJson.text(payload, "model");
    if (model != null && (type.equals("turn_context") || type.equals("session_meta"))) {
      carry.put(MODEL, model);
    }
  }

  /** A forked or a subagent's rollout begins with its parent's history, written in one go. */
  private void rememberFork(@Nullable String timestamp, JsonNode payload) {
    boolean isFork = payload.hasNonNull("forked_from_id") || payload.path("source").has("subagent");
    if (isFork && timestamp != null && !carry.has(FORKED_AT)) {
      carry.put(FORKED_AT, second(timestamp));
    }
  }

  private static String second(String timestamp) {
    return timestamp.substring(0, Math.min(timestamp.length(), "2026-01-01T00:00:00".length()));
  }

  private Reading message(long seq, @Nullable String timestamp, JsonNode payload) {
    String role = LenientJson.textOr(payload, "role", "unknown");
    if (role.equals("assistant")) {
      carry.put(ASSISTANT, seq);
    }
    List<String> texts = new ArrayList<>();
    JsonNode content = payload.path("content");
    if (content.isTextual()) {
      texts.add(LenientJson.wellFormed(content.textValue()));
    }
    for (JsonNode block : content) {
      String text = LenientJson.text(block, "text");
      if (text != null) {
        texts.add(text);
      }
    }
    return new Reading(
        draft(timestamp, role, Usage.NONE, String.join("\n", texts), "[]"), null, null);
  }

  private Reading tokenCount(@Nullable String timestamp, String type, JsonNode payload) {
    Usage usage = growth(payload.path("info"));
    boolean isHistory =
        timestamp != null && second(timestamp).equals(LenientJson.text(carry, FORKED_AT));
    if (usage.isNone() || isHistory) {
      return new Reading(plain(timestamp, type), null, null);
    }
    if (!carry.has(ASSISTANT)) {
      // No event of the assistant to give it to: it must not be lost.
      return new Reading(draft(timestamp, type, usage, "", "[]"), null, null);
    }
    return new Reading(
        plain(timestamp, type), null, new LateUsage(carry.get(ASSISTANT).longValue(), usage));
  }

  /** What the total grew by; where there is no total, what the line says of the last turn. */
  private Usage growth(JsonNode info) {
    JsonNode last = info.path("last_token_usage");
    JsonNode total = info.path("total_token_usage");
    if (!total.isObject()) {
      return usage(last);
    }
    JsonNode before = carry.path(TOTAL);
    if (total.equals(before)) {
      return Usage.NONE;
    }
    carry.set(TOTAL, total.deepCopy());
    if (!before.isObject()) {
      return usage(last.isObject() ? last : total);
    }
    Usage now = usage(total);
    Usage then = usage(before);
    boolean startedAnew =
        now.input() < then.input()
            || now.output() < then.output()
            || now.cacheRead() < then.cacheRead();
    return startedAnew
        ? usage(last.isObject() ? last : total)
        : new Usage(
            now.input() - then.input(),
            now.output() - then.output(),
            0,
            now.cacheRead() - then.cacheRead());
  }

  /** Cached input is inside input, and is taken out of it; reasoning is inside output. */
  private static Usage usage(JsonNode counts) {
    long input = LenientJson.number(counts, "input_tokens");
    long cached = Math.min(input, LenientJson.number(counts, "cached_input_tokens"));
    return new Usage(input - cached, LenientJson.number(counts, "output_tokens"), 0, cached);
  }

  private Draft plain(@Nullable String timestamp, String role) {
    return draft(timestamp, role, Usage.NONE, "", "[]");
  }

  private Draft draft(
      @Nullable String timestamp, String role, Usage usage, String content, String tools) {
    boolean bearsModel = role.equals("assistant") || !usage.isNone();
    return new Draft(
        timestamp,
        role,
        bearsModel ? LenientJson.text(carry, MODEL) : null,
        usage,
        content,
        tools,
        false,
        null,
        null,
        "standard");
  }
}
