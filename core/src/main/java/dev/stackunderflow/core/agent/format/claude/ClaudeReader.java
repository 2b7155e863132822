package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a transcript. */
public final class ClaudeReader implements LineReader {

  /** The model of lines that Claude Code writes by itself, such as errors of the API. */
  private static final String NO_MODEL = "<synthetic>";

  private static final String LATEST = "latest";

  private final String session;
  private final ResponseRuns runs;
  private final QueuedPrompts queued;
  private final ToolResultFiles toolResults;
  private final ClaudeTranscripts.UsageReader usageReader;
  private @Nullable String latest;

  ClaudeReader(ObjectNode carry, LogContext context, ClaudeTranscripts.UsageReader usageReader) {
    this.usageReader = usageReader;
    this.session = SessionRoots.of(context.sessionId());
    this.runs = new ResponseRuns(carry);
    this.queued = new QueuedPrompts(carry);
    this.toolResults = new ToolResultFiles(context.file());
    this.latest = LenientJson.text(carry, LATEST);
  }

  @Override
  public void save(ObjectNode carry) {
    runs.save(carry);
    queued.save(carry);
    if (latest != null) {
      carry.put(LATEST, latest);
    }
  }

  @Override
  public Reading read(ObjectNode line) {
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode message = line.path("message");
    List<String> texts = new ArrayList<>();
    List<String> tools = new ArrayList<>();
    contents(message.path("content"), texts, tools);
    boolean sidechain = line.path("isSidechain").asBoolean(false);
    String role = type;
    long flags = flags(line, sidechain);
    if (type.equals("user")) {
      runs.end(sidechain);
      if (queued.isSecond(texts, false)) {
        flags |= Event.REPLAYED;
      }
    } else if (type.equals("attachment") && QueuedPrompts.text(line, texts)) {
      role = "user";
      if (queued.isSecond(texts, true)) {
        flags |= Event.REPLAYED;
      }
    } else if (type.equals("assistant")) {
      queued.answered();
    }
    if (texts.isEmpty()) {
      String own = ownText(line, type);
      if (own != null) {
        texts.add(own);
      }
    }
    Spent spent = type.equals("assistant") ? spent(line, message, sidechain) : Spent.NOTHING;
    var event =
        new Draft(
            LenientJson.text(line, "timestamp"),
            role,
            String.join("\n", texts),
            tools.isEmpty() ? "[]" : LenientJson.array(tools),
            sidechain,
            LenientJson.text(line, "uuid"),
            LenientJson.text(line, "parentUuid"),
            spent,
            flags);
    List<Derived> derived = new ArrayList<>();
    Iterations.read(message.path("usage"), event, derived);
    if (type.equals("user")) {
      toolResults.read(message.path("content"), event, derived);
    }
    return new Reading(event, derived, LenientJson.text(line, "cwd"), null);
  }

  private Spent spent(ObjectNode line, JsonNode message, boolean sidechain) {
    JsonNode usage = message.path("usage");
    String model = LenientJson.text(message, "model");
    String request = LenientJson.text(line, "requestId");
    String id =
        runs.of(
            LenientJson.text(message, "id"),
            // Newer versions number the requests themselves, where a gateway gives no ids.
            request == null ? LenientJson.text(line, "requestRef") : request,
            LenientJson.text(line, "uuid"),
            LenientJson.text(line, "parentUuid"),
            sidechain);
    return new Spent(
        NO_MODEL.equals(model) ? null : model,
        usageReader.of(usage),
        "fast".equals(LenientJson.text(usage, "speed")) ? "fast" : "standard",
        id);
  }

  /** What Claude Code states: its input is without the cache's tokens. */
  public static Usage usage(JsonNode usage) {
    JsonNode parts = usage.path("cache_creation");
    long hour = LenientJson.number(parts, "ephemeral_1h_input_tokens");
    long sum = hour + LenientJson.number(parts, "ephemeral_5m_input_tokens");
    String all = "cache_creation_input_tokens"; // some gateways only state its parts
    long created = usage.path(all).isNumber() ? LenientJson.number(usage, all) : sum;
    return new Usage(
        LenientJson.number(usage, "input_tokens"),
        LenientJson.number(usage, "output_tokens"),
        created,
        Math.min(created, hour),
        LenientJson.number(usage, "cache_read_input_tokens"));
  }

  private long flags(ObjectNode line, boolean sidechain) {
    long flags = 0;
    String timestamp = LenientJson.text(line, "timestamp");
    if (timestamp != null && !sidechain) {
      // Lines are written in the order of their times; an older one was written before, elsewhere.
      if (latest != null && timestamp.compareTo(latest) < 0) {
        flags |= Event.COPIED;
      } else {
        latest = timestamp;
      }
    }
    if (line.has("forkedFrom")
        || isOther(LenientJson.text(line, "requestSessionId"))
        || isOther(LenientJson.text(line, "sessionId"))) {
      flags |= Event.COPIED;
    }
    if (line.path("isMeta").asBoolean(false)
        || line.path("isCompactSummary").asBoolean(false)
        || line.path("isVisibleInTranscriptOnly").asBoolean(false)
        || "task-notification".equals(LenientJson.text(line.path("origin"), "kind"))) {
      flags |= Event.NOT_TYPED;
    }
    return flags;
  }

  private boolean isOther(@Nullable String id) {
    return id != null && !id.equals(session);
  }

  private @Nullable String ownText(ObjectNode line, String type) {
    return switch (type) {
      case "summary" -> LenientJson.text(line, "summary");
      case "ai-title" -> title(line, "aiTitle");
      case "custom-title" -> title(line, "customTitle");
      default -> LenientJson.text(line, "content");
    };
  }

  /** A title of another session can stand in the file. */
  private @Nullable String title(ObjectNode line, String field) {
    return isOther(LenientJson.text(line, "sessionId")) ? null : LenientJson.text(line, field);
  }

  private static void contents(JsonNode content, List<String> texts, List<String> tools) {
    if (content.isTextual()) {
      texts.add(LenientJson.wellFormed(content.textValue()));
      return;
    }
    for (JsonNode block : content) {
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> texts.add(LenientJson.textOr(block, "text", ""));
        case "tool_use", "server_tool_use" ->
            tools.add(LenientJson.textOr(block, "name", "unknown"));
        default -> {
          // Thinking, images and tool results stay in raw_json.
        }
      }
    }
  }
}
