package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the newest versions, a folder for each: {@code messages.jsonl} with lines {@code
 * {timestamp, payload}}, and {@code session.json} with the folders and the title.
 */
final class KiroFolders extends DocumentSource {

  private static final String LOG = "messages.jsonl";

  KiroFolders(String provider, List<Path> sessions, int depth) {
    super(provider, sessions, depth, file -> file.endsWith(LOG));
  }

  private static Path head(Path log) {
    return log.resolveSibling("session.json");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, head(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode found = JsonFiles.object(head(document));
    ObjectNode head = found == null ? LenientJson.newObject() : found;
    Path folder = document.getParent();
    if (folder == null) {
      return null;
    }
    String id = folder.getFileName().toString();
    List<RecordSession.Entry> records = new ArrayList<>();
    if (found != null) {
      records.add(
          new DraftBuilder(DraftBuilder.TITLE, id)
              .at(head.path("createdAt"))
              .text(head.path("title"))
              .record(head));
    }
    JsonLines lines = JsonLines.read(document);
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(record(line, keys.next(line)));
    }
    String project = LenientJson.absolutePath(head.path("workspacePaths").path(0).textValue());
    return new RecordSession(SessionName.in(project, id), records, lines.warnings(document));
  }

  private static RecordSession.Entry record(ObjectNode line, String key) {
    JsonNode payload = line.path("payload");
    String type = LenientJson.textOr(payload, "type", "unknown");
    String role = type.equals("tool_call") ? "assistant" : type;
    var event = new DraftBuilder(role, key).at(line.path("timestamp"));
    if (type.equals("tool_call")) {
      event.tool(LenientJson.text(payload, "toolName"));
    } else if (!type.equals("tool_result")) {
      event.text(payload.path("content"));
    }
    if (role.equals("assistant")) {
      event.spent(Spent.by(LenientJson.text(payload, "reasoningModelId")));
    }
    return event.record(line);
  }
}
