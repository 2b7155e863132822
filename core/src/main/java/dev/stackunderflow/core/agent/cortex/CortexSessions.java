package dev.stackunderflow.core.agent.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code conversations/ID.json}, whose messages are in its {@code history}, or, where they are
 * many, in {@code ID.history.jsonl}. Only what was typed has a time.
 */
final class CortexSessions extends DocumentSource {

  /** The title of a conversation that has none. */
  private static final String NO_TITLE = "Chat for session:";

  CortexSessions(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        1,
        file -> file.toString().endsWith(".json") && !file.toString().contains(".back."));
  }

  private static Path history(Path document) {
    String name = document.getFileName().toString();
    return document.resolveSibling(name.substring(0, name.length() - 5) + ".history.jsonl");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, history(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    String id = session == null ? null : LenientJson.text(session, "session_id");
    if (session == null || id == null) {
      return null;
    }
    JsonLines lines = JsonLines.read(history(document));
    List<JsonNode> messages = new ArrayList<>();
    session.path("history").forEach(messages::add);
    if (messages.isEmpty()) {
      messages.addAll(lines.records());
    }
    ObjectNode head = session.deepCopy();
    head.remove("history");
    String title = LenientJson.textOr(session, "title", "");
    JsonNode time = session.path("created_at");
    List<RecordSession.Entry> records = new ArrayList<>();
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .at(time)
            .text(title.startsWith(NO_TITLE) ? "" : title)
            .record(head));
    var keys = new ContentKeys(id);
    for (JsonNode item : messages) {
      if (item instanceof ObjectNode message) {
        time = message.path("user_sent_time").isTextual() ? message.path("user_sent_time") : time;
        String given = LenientJson.textOr(message, "id", "");
        records.add(record(message, given.isEmpty() ? keys.next(message) : id + " " + given, time));
      }
    }
    if (records.size() == 1) {
      return null;
    }
    String folder = LenientJson.text(session, "working_directory");
    folder = folder == null ? LenientJson.text(session, "git_root") : folder;
    return new RecordSession(
        SessionName.in(LenientJson.absolutePath(folder), id),
        records,
        lines.warnings(history(document)));
  }

  private static RecordSession.Entry record(ObjectNode message, String key, JsonNode time) {
    String stated = LenientJson.textOr(message, "role", "unknown");
    boolean hasResult = false;
    List<String> texts = new ArrayList<>();
    List<String> tools = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      hasResult |= block.path("tool_result").isObject();
      if (block.path("tool_use").isObject()) {
        tools.add(LenientJson.textOr(block.path("tool_use"), "name", "unknown"));
      }
      if (isSaid(block)) {
        texts.add(LenientJson.textOr(block, "text", ""));
      }
    }
    boolean isBlank = texts.stream().allMatch(String::isBlank);
    var event = new DraftBuilder(hasResult && isBlank ? "tool_result" : stated, key).at(time);
    texts.forEach(event::text);
    if (isBlank && stated.equals("user")) {
      event.notTyped();
    }
    return event.tools(tools).record(message);
  }

  /** Whether a block is text that a person would see. */
  static boolean isSaid(JsonNode block) {
    return LenientJson.textOr(block, "type", "").equals("text")
        && !block.path("internalOnly").asBoolean(false)
        && !LenientJson.textOr(block, "text", "").contains("<system-reminder>");
  }
}
