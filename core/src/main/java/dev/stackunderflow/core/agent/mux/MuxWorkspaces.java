package dev.stackunderflow.core.agent.mux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code config.json} says of the workspaces, which are Mux' sessions. */
final class MuxWorkspaces {

  private final Map<String, JsonNode> workspaces = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();

  private final String stamp;

  private MuxWorkspaces(String stamp) {
    this.stamp = stamp;
  }

  /**
   * Reads it: {@code projects} is a list of pairs, a path and what is known of it.
   *
   * @param stamp which state of the file this is
   */
  static MuxWorkspaces read(Path config, String stamp) {
    var known = new MuxWorkspaces(stamp);
    try {
      ObjectNode json = JsonFiles.object(config);
      for (JsonNode project : json == null ? LenientJson.newObject() : json.path("projects")) {
        String folder = LenientJson.absolutePath(project.path(0).asText());
        for (JsonNode workspace : project.path(1).path("workspaces")) {
          String id = LenientJson.textOr(workspace, "id", "");
          known.workspaces.put(id, workspace);
          if (folder != null) {
            known.folders.put(id, folder);
          }
        }
      }
    } catch (IOException e) {
      // Being written: the chats are read all the same.
    }
    return known;
  }

  /** Which state of the file this is. */
  String stamp() {
    return stamp;
  }

  /** What is different once it says something else of a workspace. */
  String of(String id) {
    return folder(id) + " " + title(id);
  }

  /** The project's folder. */
  @Nullable String folder(String id) {
    return folders.get(id);
  }

  /** The title; empty where it has none. */
  String title(String id) {
    return LenientJson.textOr(workspace(id), "title", "");
  }

  private JsonNode workspace(String id) {
    return workspaces.getOrDefault(id, LenientJson.newObject());
  }
}
