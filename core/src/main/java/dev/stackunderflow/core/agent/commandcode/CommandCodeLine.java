package dev.stackunderflow.core.agent.commandcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a session. Version 3 has the message in {@code message}, and beside it {@code usage}
 * and {@code model} of an answer; {@code inputTokens} holds the cache. Version 2 has the message's
 * fields in the line, and notes no tokens; its {@code id} and {@code parentId} are other ones each
 * time, so they are left out.
 *
 * @param session its id
 * @param keys gives the keys
 * @param model the session's model, for answers that name none
 * @param forked when the session was made of another one; empty where it was not
 */
record CommandCodeLine(String session, ContentKeys keys, @Nullable String model, String forked) {

  /** Who wrote a message of version 3 that a person typed. */
  private static final String TYPED = "user";

  RecordSession.Entry record(ObjectNode line) {
    String own = line.has("type") ? LenientJson.text(line, "id") : null;
    ObjectNode raw = line.deepCopy();
    if (own == null) {
      raw.remove(List.of("id", "parentId"));
    }
    boolean isNested = line.path("message").isObject();
    JsonNode message = isNested ? line.path("message") : line;
    JsonNode content = message.path("content");
    String stated =
        LenientJson.textOr(message, "role", LenientJson.textOr(line, "type", "unknown"));
    String role =
        stated.equals("tool") || ContentBlocks.isOnlyResults(content) ? "tool_result" : stated;
    var event =
        new DraftBuilder(role, own == null ? keys.next(raw) : session + " " + own)
            .at(line.path("timestamp"));
    ContentBlocks.read(content, event);
    event.text(LenientJson.text(content, "input")); // in version 1
    event.text(LenientJson.text(line, "summary")); // of a compaction
    if (isNotTyped(role, isNested, message)) {
      event.notTyped();
    }
    // A fork begins with all lines of the session that it was made of.
    if (LenientJson.textOr(line, "timestamp", "~").compareTo(forked) <= 0) {
      event.copied();
    }
    return event.spent(role.equals("assistant") ? spent(line, message) : Spent.NOTHING).record(raw);
  }

  /** Version 3 notes errors, and what it told the model, as messages of the user. */
  private static boolean isNotTyped(String role, boolean isNested, JsonNode message) {
    JsonNode meta = message.path(isNested ? "meta" : "metadata");
    return meta.path("isMeta").asBoolean(false)
        || (isNested
            && role.equals("user")
            && meta.isObject()
            && !LenientJson.textOr(meta, "source", "").equals(TYPED));
  }

  private Spent spent(ObjectNode line, JsonNode message) {
    String own = LenientJson.text(line, "model");
    String used = own == null ? model : own;
    JsonNode counts = line.path("usage");
    Usage usage =
        Usage.ofPrompt(
            LenientJson.number(counts, "inputTokens"),
            LenientJson.number(counts, "outputTokens"),
            LenientJson.number(counts, "cacheWriteTokens"),
            LenientJson.number(counts, "cacheReadTokens"));
    // A fork has the answers of its parent with their ids.
    String id = LenientJson.text(message.path("meta"), "messageId");
    return usage.isNone()
        ? Spent.by(used)
        : new Spent(used, usage, "standard", id == null ? null : "commandcode " + id);
  }
}
