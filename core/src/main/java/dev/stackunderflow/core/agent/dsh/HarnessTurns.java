package dev.stackunderflow.core.agent.dsh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of a session. The pieces in which an answer was streamed ({@code assistant/chunk} and
 * the rows that pack them) repeat its message and are left out; so is what a fork inherited.
 *
 * <p>Tokens: {@code usage} of a message, else the last of its stream, for each attempt of a turn's
 * step. {@code inputTokens} is without the cache's, {@code outputTokens} with the reasoning.
 * Source: {@code types.d.ts} of npm's {@code @deepseek-ai/dsh-session} 0.1.1-rc.2, and what
 * CodeBurn notes of the formats 1 to 4 in {@code docs/providers/dsh.md}.
 */
final class HarnessTurns {

  /** The role of a call that its message shows. */
  static final String SHOWN = "tool/call";

  private final String id;
  private final HarnessLog log;
  private final ContentKeys keys;
  private final List<RecordSession.Entry> records = new ArrayList<>();
  private final Set<String> called = new HashSet<>();

  HarnessTurns(String id, HarnessLog log) {
    this.id = id;
    this.log = log;
    this.keys = new ContentKeys(id);
  }

  /** The header, then the events. */
  List<RecordSession.Entry> records() {
    records.add(
        new DraftBuilder("session", id).at(log.header().path("createdAt")).record(log.header()));
    long own = firstOwn();
    Map<Integer, Spent> spent = new HarnessUsage(id, log, own).byEvent();
    for (int i = 0; i < log.events().size(); i++) {
      ObjectNode event = log.events().get(i);
      if (seq(event) >= own && (!isPiece(event) || spent.containsKey(i))) {
        records.add(record(event, spent.getOrDefault(i, Spent.NOTHING)));
      }
    }
    return records;
  }

  static long seq(ObjectNode event) {
    JsonNode seq = event.has("seq") ? event.path("seq") : event.path("seq0");
    return seq.asLong(Long.MAX_VALUE);
  }

  /** The number of the first event that is not its parent's. */
  private long firstOwn() {
    ObjectNode header = log.header();
    if (log.version() < 2) {
      return header.path("parentSession").isTextual() ? header.path("seedLength").asLong(0) : 0;
    }
    long own = 0;
    for (ObjectNode event : log.events()) {
      if (type(event).equals("session/end-seed")
          && event.path("data").path("inherited").asBoolean(false)) {
        own = seq(event) + 1;
      }
    }
    return own;
  }

  static String type(JsonNode event) {
    return LenientJson.textOr(event, "type", "unknown");
  }

  private static boolean isPiece(ObjectNode event) {
    return switch (type(event)) {
      case "assistant/chunk", "text-chunks", "reasoning-chunks", "tool-call-chunks" -> true;
      default -> false;
    };
  }

  private RecordSession.Entry record(ObjectNode event, Spent spent) {
    JsonNode data = event.path("data");
    JsonNode message = data.path("message");
    var draft = new DraftBuilder(role(event, data), key(event)).at(event.path("time"));
    switch (type(event)) {
      case "user/message" -> {
        ContentBlocks.read(data.path("content"), draft);
        if (!LenientJson.textOr(data.path("source"), "kind", "user").equals("user")) {
          draft.notTyped();
        }
      }
      case "assistant/message" -> {
        ContentBlocks.read(message.path("content"), draft);
        for (JsonNode block : message.path("content")) {
          if (block.path("type").asText().equals("tool-call")) {
            called.add(block.path("id").asText());
          }
        }
      }
      case "tool/call" -> {
        if (!called.contains(data.path("callId").asText())) {
          draft.tool(LenientJson.text(data, "name"));
        }
      }
      case "session/title" -> draft.text(data.path("title"));
      default -> {
        // It steers the session; its record is kept.
      }
    }
    return draft.spent(spent).record(event);
  }

  private String role(ObjectNode event, JsonNode data) {
    return switch (type(event)) {
      case "user/message" -> "user";
      case "assistant/message" -> "assistant";
      case "tool/call" -> called.contains(data.path("callId").asText()) ? SHOWN : "assistant";
      case "tool/result" -> "tool_result";
      case "session/title" -> title(data);
      default -> type(event);
    };
  }

  private static String title(JsonNode data) {
    return LenientJson.textOr(data.path("source"), "kind", "").equals("user")
        ? DraftBuilder.CUSTOM_TITLE
        : DraftBuilder.TITLE;
  }

  /** A migration renumbers the events; their times and their messages' ids stay. */
  private String key(ObjectNode event) {
    JsonNode data = event.path("data");
    ObjectNode said = LenientJson.newObject().put("type", type(event));
    said.set("time", event.path("time"));
    said.set("id", data.has("callId") ? data.path("callId") : data.path("message").path("id"));
    return keys.next(said);
  }
}
