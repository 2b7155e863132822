package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that conversations work in. A project of the command line names its own; the editor
 * keeps a database for each folder, which lists its conversations.
 */
final class CursorProjects {

  private static final String LIST = "composer.composerData";

  private final Map<Path, String> stamps = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();

  /** The folder of one of the command line's projects; null where it does not say. */
  static @Nullable String folder(Path project) {
    try {
      ObjectNode trusted = JsonFiles.object(project.resolve(".workspace-trusted"));
      return trusted == null
          ? null
          : LenientJson.absolutePath(LenientJson.text(trusted, "workspacePath"));
    } catch (IOException e) {
      return null; // being written: the project keeps its short name
    }
  }

  /**
   * The folder of one of the editor's conversations; null where none lists it.
   *
   * @param database the database of all conversations, {@code globalStorage/state.vscdb}
   */
  @Nullable String folder(Path database, String conversation) throws IOException {
    Path workspaces = database.resolve("../../workspaceStorage").normalize();
    if (!folders.containsKey(conversation)) {
      for (Path workspace : JsonFiles.in(workspaces)) {
        read(workspace);
      }
    }
    return folders.get(conversation);
  }

  /** The folder of one of the editor's workspaces; null where it does not say. */
  static @Nullable String ofWorkspace(Path workspace) throws IOException {
    ObjectNode settings = JsonFiles.object(workspace.resolve("workspace.json"));
    String uri = settings == null ? null : LenientJson.text(settings, "folder");
    return uri == null ? null : LenientJson.absolutePath(FileUris.path(uri));
  }

  /** Reads the list of a folder, unless it is the one that was read before. */
  private void read(Path workspace) throws IOException {
    Path file = workspace.resolve("state.vscdb");
    if (!Files.isRegularFile(file)) {
      return;
    }
    String stamp = Files.size(file) + " " + Files.getLastModifiedTime(file);
    if (stamp.equals(stamps.put(workspace, stamp))) {
      return;
    }
    String folder = ofWorkspace(workspace);
    if (folder == null) {
      return; // a window without a folder, or one on another machine
    }
    try (ForeignDatabase db = ForeignDatabase.open(file)) {
      if (!db.has("ItemTable", "key", "value")) {
        return;
      }
      for (ObjectNode row : db.rows("SELECT value FROM ItemTable WHERE key = ?", LIST)) {
        ObjectNode list = LenientJson.object(ForeignDatabase.text(row.path("value")));
        for (JsonNode one : list == null ? LenientJson.newObject() : list.path("allComposers")) {
          folders.put(LenientJson.textOr(one, "composerId", ""), folder);
        }
      }
    } catch (IOException e) {
      // A damaged list of one folder: the conversations are read all the same.
    }
  }
}
