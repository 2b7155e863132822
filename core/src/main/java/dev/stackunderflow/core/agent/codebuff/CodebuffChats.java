package dev.stackunderflow.core.agent.codebuff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordTimes;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.time.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code projects/PROJECT/chats/TIME/chat-messages.json}. A message's own time is only a time of
 * day; the chat's folder and the answers' metadata have whole times.
 *
 * <p>Tokens: see {@link CodebuffUsage}.
 */
final class CodebuffChats extends DocumentSource {

  private static final int MAX_DEPTH = 16;

  CodebuffChats(String provider, List<Path> folders) {
    super(provider, folders, 4, file -> file.endsWith("chat-messages.json"));
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, state(unit));
  }

  /** The state of the last run, which names the folder. */
  private static Path state(Path unit) {
    return unit.resolveSibling("run-state.json");
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonNode messages = JsonFiles.read(document);
    int names = document.getNameCount();
    if (messages == null || names < 4) {
      return null;
    }
    String project = document.getName(names - 4).toString();
    String chat = document.getName(names - 2).toString();
    String id = project + " " + chat;
    String time = begin(chat);
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode message : messages) {
      time = time(message, time);
      records.add(message(id, records.size(), message, time));
    }
    ObjectNode state = JsonFiles.object(state(document));
    String folder =
        state == null
            ? null
            : LenientJson.absolutePath(
                LenientJson.text(state.path("sessionState").path("fileContext"), "cwd"));
    SessionName name =
        folder == null ? new SessionName(project, id, null) : SessionName.in(folder, id);
    return RecordSession.of(name, records);
  }

  /** The time of a message; that of the one before it where it has only a time of day. */
  private static @Nullable String time(JsonNode message, @Nullable String before) {
    for (JsonNode stated :
        List.of(
            message.path("timestamp"),
            message.path("createdAt"),
            message.path("metadata").path("timestamp"))) {
      Instant time = RecordTimes.instant(stated);
      if (time != null) {
        return Timestamps.text(time);
      }
    }
    return before;
  }

  /** The time in a chat's name; on Windows its colons are dashes. */
  private static @Nullable String begin(String chat) {
    String name = chat.replaceFirst("T(\\d\\d)-(\\d\\d)-(\\d\\d)", "T$1:$2:$3");
    Instant begin = Timestamps.instant(name);
    return begin == null ? null : Timestamps.text(begin);
  }

  private static RecordSession.Entry message(
      String id, int number, JsonNode message, @Nullable String time) {
    String variant =
        LenientJson.textOr(message, "variant", LenientJson.textOr(message, "role", "unknown"));
    String role = variant.equals("ai") || variant.equals("agent") ? "assistant" : variant;
    String key = id + " " + LenientJson.textOr(message, "id", String.valueOf(number));
    var event = new DraftBuilder(role, key).at(time).text(message.path("content"));
    boolean isInBlocks = LenientJson.textOr(message, "content", "").isBlank();
    blocks(message.path("blocks"), isInBlocks, event, 0);
    if (role.equals("assistant")) {
      event.spent(spent(message.path("metadata"), key));
    }
    return event.record(message);
  }

  /** Adds the texts and tools of the blocks, and the tools of the agents that were called. */
  private static void blocks(JsonNode blocks, boolean hasText, DraftBuilder event, int depth) {
    for (JsonNode block : depth > MAX_DEPTH ? LenientJson.newObject() : blocks) {
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> {
          boolean isThought = LenientJson.textOr(block, "textType", "").equals("reasoning");
          event.text(hasText && !isThought ? LenientJson.text(block, "content") : null);
        }
        case "tool" -> event.tool(LenientJson.text(block, "toolName"));
        case "agent" -> blocks(block.path("blocks"), false, event, depth + 1);
        default -> {
          // Plans, modes and images stay in the record.
        }
      }
    }
  }

  private static Spent spent(JsonNode metadata, String key) {
    JsonNode usage =
        metadata.path("usage").isObject()
            ? metadata.path("usage")
            : metadata.path("codebuff").path("usage");
    String model = LenientJson.text(metadata.has("model") ? metadata : usage, "model");
    if (!usage.isObject()) {
      JsonNode own = lastOfRun(metadata);
      usage = own.path("usage");
      String named = LenientJson.text(own, "model");
      model = named == null ? model : named;
    }
    Usage counts = CodebuffUsage.of(usage);
    return counts.isNone()
        ? Spent.by(model)
        : new Spent(model, counts, "standard", "codebuff " + key);
  }

  /** What the last answer in the history of a run says of its tokens. */
  private static JsonNode lastOfRun(JsonNode metadata) {
    JsonNode last = metadata.path("none");
    for (JsonNode message :
        metadata
            .path("runState")
            .path("sessionState")
            .path("mainAgentState")
            .path("messageHistory")) {
      JsonNode options = message.path("providerOptions");
      JsonNode own =
          options.path("codebuff").path("usage").isObject() ? options.path("codebuff") : options;
      last = own.path("usage").isObject() ? own : last;
    }
    return last;
  }
}
