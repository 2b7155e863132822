package dev.stackunderflow.core.agent.reasonix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code sessions/ID.jsonl}, and {@code projects/PROJECT/sessions/ID.jsonl}: a message in each
 * line, and {@code ID.jsonl.meta} beside it. They note no tokens, and only prompts have times. What
 * versions 1.x keep in {@code events.frames} is not read.
 */
final class ReasonixSessions extends DocumentSource {

  private static final String END = ".jsonl";

  /** What else stands beside a session, by what is between its name and the end. */
  private static final Set<String> OTHERS =
      Set.of("events", "wire", "guardian", "conflicts", "adjudication", "execution", "turns");

  private static final String SUBAGENT = "subagent-";

  ReasonixSessions(String provider, List<Path> folders, int depth) {
    super(
        provider,
        folders,
        depth,
        file ->
            (depth == 1 || file.getName(depth - 2).toString().equals("sessions"))
                && isSession(file.getFileName().toString()));
  }

  private static boolean isSession(String name) {
    if (!name.endsWith(END) || name.startsWith(SUBAGENT)) {
      return false;
    }
    String id = name.substring(0, name.length() - END.length());
    return !OTHERS.contains(id.substring(id.lastIndexOf('.') + 1));
  }

  private static Path meta(Path document) {
    return document.resolveSibling(document.getFileName() + ".meta");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, meta(unit));
  }

  @Override
  protected RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    String name = document.getFileName().toString();
    String id = name.substring(0, name.length() - END.length());
    ObjectNode meta = LenientJson.newObject();
    try {
      ObjectNode known = JsonFiles.object(meta(document));
      meta = known == null ? meta : known;
    } catch (UnreadableSourceException e) {
      // Half written: the next ingest has it.
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    String custom = LenientJson.textOr(meta, "custom_title", "");
    String title = LenientJson.textOr(meta, "topic_title", LenientJson.textOr(meta, "name", ""));
    if (!meta.isEmpty()) {
      String role = custom.isBlank() ? DraftBuilder.TITLE : DraftBuilder.CUSTOM_TITLE;
      records.add(
          new DraftBuilder(role, id)
              .at(meta.path("created_at"))
              .text(custom.isBlank() ? title : custom)
              .record(meta));
    }
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(message(line, keys.next(line)));
    }
    String folder = LenientJson.absolutePath(LenientJson.text(meta, "workspace_root"));
    return new RecordSession(SessionName.in(folder, id), records, lines.warnings(document));
  }

  private static RecordSession.Entry message(ObjectNode line, String key) {
    String role = LenientJson.textOr(line, "role", "unknown");
    var event =
        new DraftBuilder(role.equals("tool") ? "tool_result" : role, key)
            .at(line.path("createdAt"));
    if (role.equals("user") || role.equals("assistant")) {
      // What was typed, before the host added to it.
      event.text(line.path(line.path("raw_content").isTextual() ? "raw_content" : "content"));
    }
    if (line.path("host_authored").asBoolean(false)) {
      event.notTyped();
    }
    for (JsonNode call : line.path("tool_calls")) {
      JsonNode called = call.has("function") ? call.path("function") : call;
      event.tool(LenientJson.text(called, "name"));
    }
    return event.record(line);
  }
}
