package dev.stackunderflow.core.agent.goose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goose's messages and sums. A session has the sums of its tokens and no counts of its calls: they
 * count at its last message.
 *
 * <p>Tokens: the accumulated input holds what was read from the cache and written to it, unless the
 * total says otherwise; the output holds the reasoning, or the total does.
 */
final class GooseMessages {

  private final String session;
  private final @Nullable String model;
  private final List<RecordSession.Entry> records = new ArrayList<>();

  GooseMessages(String session, @Nullable String model) {
    this.session = session;
    this.model = model;
  }

  /** Adds the session's own record. */
  void head(ObjectNode raw, JsonNode created, @Nullable String title, boolean isCustom) {
    boolean hasTitle = title != null && !title.isBlank();
    String role = !hasTitle ? "session" : isCustom ? DraftBuilder.CUSTOM_TITLE : DraftBuilder.TITLE;
    records.add(new DraftBuilder(role, session).at(created).text(title).record(raw));
  }

  /** Adds a message. */
  void message(String key, String role, JsonNode time, JsonNode content, ObjectNode raw) {
    boolean isResult = false;
    boolean hasText = false;
    for (JsonNode part : content) {
      String type = LenientJson.textOr(part, "type", "");
      isResult |= type.equals("toolResponse");
      hasText |= type.equals("text");
    }
    var event = new DraftBuilder(isResult && !hasText ? "tool_result" : role, key).at(time);
    for (JsonNode part : content) {
      switch (LenientJson.textOr(part, "type", "")) {
        case "text" -> event.text(part.path("text"));
        case "toolRequest" ->
            event.tool(LenientJson.text(part.path("toolCall").path("value"), "name"));
        default -> {
          // Results, thinking and images stay in the record.
        }
      }
    }
    records.add(
        event.spent(role.equals("assistant") ? Spent.by(model) : Spent.NOTHING).record(raw));
  }

  /** Adds the sums; older versions only have the counts of the last call. */
  void sums(ObjectNode sums, JsonNode time) {
    var usage =
        Usage.ofProvider(
            sum(sums, "input_tokens"),
            sum(sums, "output_tokens"),
            LenientJson.number(sums, "accumulated_cache_write_tokens"),
            LenientJson.number(sums, "accumulated_cache_read_tokens"),
            sum(sums, "total_tokens"));
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("session.usage", session + " usage")
              .at(time)
              .spent(new Spent(model, usage, "standard", "goose " + session))
              .record(sums));
    }
  }

  private static long sum(ObjectNode sums, String name) {
    long sum = LenientJson.number(sums, "accumulated_" + name);
    return sum > 0 ? sum : LenientJson.number(sums, name);
  }

  List<RecordSession.Entry> records() {
    return records;
  }
}
