package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the editor: {@code workspace-sessions/FOLDER/ID.json}, and {@code sessions.json}
 * beside it with their times. What the model said and did in a turn is in the log of its execution,
 * see {@link KiroExecutions}. Messages have no times.
 */
final class KiroEditor extends DocumentSource {

  private static final String LIST = "sessions.json";

  KiroEditor(String provider, List<Path> storages) {
    super(
        provider,
        storages.stream().map(folder -> folder.resolve("workspace-sessions")).toList(),
        2,
        file -> file.toString().endsWith(".json") && !file.endsWith(LIST));
  }

  @Override
  public List<Path> files(Path unit) throws IOException {
    Path executions = KiroExecutions.folder(unit.resolve("../../..").normalize(), project(unit));
    return executions == null ? List.of(unit) : List.of(unit, executions);
  }

  /** The folder of the sessions beside one, by their list. */
  private static @Nullable String project(Path unit) throws IOException {
    JsonNode list = JsonFiles.read(unit.resolveSibling(LIST));
    return list == null ? null : LenientJson.text(list.path(0), "workspaceDirectory");
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    if (session == null || session.path("history").isEmpty()) {
      return null;
    }
    String name = document.getFileName().toString().replaceFirst("\\.json$", "");
    String id = LenientJson.textOr(session, "sessionId", name);
    String folder = LenientJson.text(session, "workspaceDirectory");
    folder = folder == null || folder.isBlank() ? project(document) : folder;
    var executions = KiroExecutions.in(document.resolve("../../..").normalize(), folder);
    ObjectNode head = session.deepCopy();
    head.remove("history");
    long begun = begun(document, id);
    List<RecordSession.Entry> records = new ArrayList<>();
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .atMillis(begun)
            .text(session.path("title"))
            .record(head));
    for (JsonNode item : session.path("history")) {
      records.add(record(item, id + " " + records.size(), begun, executions));
    }
    return RecordSession.of(SessionName.in(LenientJson.absolutePath(folder), id), records);
  }

  /** When a session began, in milliseconds since 1970. */
  private static long begun(Path document, String id) throws IOException {
    JsonNode list = JsonFiles.read(document.resolveSibling(LIST));
    for (JsonNode each : list == null ? LenientJson.newObject() : list) {
      long created = LenientJson.number(each, "dateCreated");
      if (created > 0 && LenientJson.textOr(each, "sessionId", "").equals(id)) {
        return created;
      }
    }
    return Files.getLastModifiedTime(document).toMillis();
  }

  private static RecordSession.Entry record(
      JsonNode item, String otherKey, long begun, KiroExecutions executions) throws IOException {
    JsonNode message = item.path("message");
    String role = LenientJson.textOr(message, "role", "unknown");
    boolean isTool = role.equals("tool");
    var event =
        new DraftBuilder(isTool ? "tool_result" : role, LenientJson.textOr(message, "id", otherKey))
            .atMillis(begun);
    ObjectNode raw = item.deepCopy();
    List<JsonNode> actions =
        role.equals("assistant")
            ? executions.actions(LenientJson.textOr(item, "executionId", ""))
            : List.of();
    boolean isSaid = false;
    for (JsonNode action : actions) {
      raw.withArray("actions").add(action);
      String said = KiroExecutions.said(action);
      isSaid |= !said.isBlank();
      event.text(said);
      if (KiroExecutions.isTool(action)) {
        event.tool(LenientJson.text(action, "actionType"));
      }
    }
    if (!isSaid && !isTool) {
      event.text(Blocks.text(message.path("content")));
    }
    return event.record(raw);
  }
}
