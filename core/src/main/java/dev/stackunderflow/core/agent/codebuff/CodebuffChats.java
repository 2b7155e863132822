package dev.stackunderflow.core.agent.codebuff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
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

  CodebuffChats(String provider, List<Path> folders) {
    super(provider, folders, 4, file -> file.endsWith("chat-messages.json"));
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
      String own = LenientJson.text(message.path("metadata"), "timestamp");
      time = own == null ? time : own;
      records.add(message(id, records.size(), message, time));
    }
    return RecordSession.of(new SessionName(project, id, null), records);
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
    for (JsonNode block : message.path("blocks")) {
      if (LenientJson.textOr(block, "type", "").equals("tool")) {
        event.tool(LenientJson.text(block, "toolName"));
      }
    }
    if (role.equals("assistant")) {
      event.spent(spent(message.path("metadata"), key));
    }
    return event.record(message);
  }

  private static Spent spent(JsonNode metadata, String key) {
    JsonNode usage =
        metadata.path("usage").isObject()
            ? metadata.path("usage")
            : metadata.path("codebuff").path("usage");
    String model = LenientJson.text(metadata, "model");
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
