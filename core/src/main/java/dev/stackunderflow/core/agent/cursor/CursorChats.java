package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
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
 * The chats of the editor's first versions: {@code workspaceStorage/ID/state.vscdb} of each folder,
 * table {@code ItemTable}, one value with all {@code tabs} and their {@code bubbles}. Only a tab
 * has a time, that of its last message; they note no tokens.
 */
final class CursorChats extends DatabaseSource {

  private static final String KEY = "workbench.panel.aichat.view.aichat.chatdata";

  private final List<Path> users;

  /**
   * The chats of an editor.
   *
   * @param users its folders {@code User}
   */
  CursorChats(String provider, List<Path> users) {
    super(provider);
    this.users = users;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path user : users) {
      for (Path workspace : JsonFiles.in(user.resolve("workspaceStorage"))) {
        files.add(workspace.resolve("state.vscdb"));
      }
    }
    return files;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    List<Version> versions = new ArrayList<>();
    for (JsonNode tab : tabs(db)) {
      String changed = tab.path("lastSendTime").asText() + " " + tab.path("bubbles").size();
      versions.add(new Version(id(tab), changed));
    }
    return versions;
  }

  private static List<JsonNode> tabs(ForeignDatabase db) throws IOException {
    List<JsonNode> tabs = new ArrayList<>();
    if (db.has("ItemTable", "key", "value")) {
      for (ObjectNode row : db.rows("SELECT value FROM ItemTable WHERE key = ?", KEY)) {
        ObjectNode chats = LenientJson.object(ForeignDatabase.text(row.path("value")));
        for (JsonNode tab : chats == null ? LenientJson.newObject() : chats.path("tabs")) {
          if (!id(tab).isEmpty()) {
            tabs.add(tab);
          }
        }
      }
    }
    return tabs;
  }

  private static String id(JsonNode tab) {
    return LenientJson.textOr(tab, "tabId", LenientJson.textOr(tab, "id", ""));
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    for (JsonNode tab : tabs(db)) {
      if (id(tab).equals(id)) {
        return session(tab, id, CursorProjects.ofWorkspace(db.file().resolveSibling(".")));
      }
    }
    return null;
  }

  private static @Nullable RecordSession session(JsonNode tab, String id, @Nullable String folder) {
    JsonNode time = tab.has("lastSendTime") ? tab.path("lastSendTime") : tab.path("createdAt");
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = tab.deepCopy();
    head.remove("bubbles");
    String title = LenientJson.textOr(tab, "chatTitle", LenientJson.textOr(tab, "title", ""));
    records.add(new DraftBuilder(DraftBuilder.TITLE, id).at(time).text(title).record(head));
    for (JsonNode bubble : tab.path("bubbles")) {
      String type = LenientJson.textOr(bubble, "type", "unknown");
      String role = type.equals("ai") ? "assistant" : type;
      String key = id + " " + LenientJson.textOr(bubble, "id", String.valueOf(records.size()));
      String said = LenientJson.textOr(bubble, "text", LenientJson.textOr(bubble, "rawText", ""));
      var event = new DraftBuilder(role, key).at(time).text(said);
      if (role.equals("assistant")) {
        event.spent(Spent.by(LenientJson.text(bubble, "modelType")));
      }
      records.add(event.record(bubble));
    }
    return records.size() == 1 ? null : RecordSession.of(SessionName.in(folder, id), records);
  }
}
