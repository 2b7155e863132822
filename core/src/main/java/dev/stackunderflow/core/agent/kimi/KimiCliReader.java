package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads the older Kimi CLI's wire log: {@code {timestamp, message{type, payload}}}.
 *
 * <p>Tokens: a {@code StatusUpdate} has those of one call; {@code input_other} is without the
 * cache.
 */
final class KimiCliReader implements StatelessReader {

  private final String session;

  KimiCliReader(LogContext context) {
    this.session = context.sessionId();
  }

  @Override
  public Reading read(ObjectNode line) {
    return Reading.of(read(line, line.path("message")).at(line.path("timestamp")).build(), null);
  }

  private DraftBuilder read(ObjectNode line, JsonNode message) {
    String type = LenientJson.textOr(message, "type", LenientJson.textOr(line, "type", "unknown"));
    JsonNode payload = message.path("payload");
    return switch (type) {
      case "SubagentEvent" -> subagent(line, payload.path("event"));
      case "TurnBegin", "SteerInput" -> {
        var prompt = new DraftBuilder("user", null);
        ContentBlocks.read(payload.path("user_input"), prompt);
        yield prompt;
      }
      case "ContentPart" ->
          LenientJson.textOr(payload, "type", "").equals("text")
              ? new DraftBuilder("assistant", null).text(payload.path("text"))
              : new DraftBuilder(type, null);
      case "ToolCall" ->
          new DraftBuilder("assistant", LenientJson.text(payload, "id"))
              .tool(LenientJson.text(payload.path("function"), "name"));
      case "StatusUpdate" -> new DraftBuilder(type, null).spent(spent(line, payload));
      default -> new DraftBuilder(type, null);
    };
  }

  /** What happened in a subagent; its prompt is the agent's. */
  private DraftBuilder subagent(ObjectNode line, JsonNode event) {
    boolean isNested = LenientJson.textOr(event, "type", "").equals("SubagentEvent");
    JsonNode inner = isNested ? event.path("payload").path("event") : event;
    if (LenientJson.textOr(inner, "type", "").equals("SubagentEvent")) {
      return new DraftBuilder("SubagentEvent", null);
    }
    DraftBuilder read = read(line, inner).sidechain(true);
    return LenientJson.textOr(inner, "type", "").equals("TurnBegin") ? read.notTyped() : read;
  }

  private @Nullable Spent spentOrNull(ObjectNode line, JsonNode payload) {
    JsonNode counts = payload.path("token_usage");
    var usage =
        Usage.of(
            LenientJson.number(counts, "input_other"),
            LenientJson.number(counts, "output"),
            LenientJson.number(counts, "input_cache_creation"),
            LenientJson.number(counts, "input_cache_read"));
    if (usage.isNone()) {
      return null;
    }
    String id =
        LenientJson.textOr(
            payload, "message_id", session + " " + line.path("timestamp") + " " + usage);
    return new Spent(LenientJson.text(payload, "model"), usage, "standard", "kimi " + id);
  }

  private Spent spent(ObjectNode line, JsonNode payload) {
    Spent spent = spentOrNull(line, payload);
    return spent == null ? Spent.NOTHING : spent;
  }
}
