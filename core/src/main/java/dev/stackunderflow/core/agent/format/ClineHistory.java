package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code state/taskHistory.json} says of the tasks: one document for all of them.
 *
 * @param stamp the document's state
 * @param items what it says, by the tasks' ids
 * @param warnings what of it could not be read, messages for the user
 */
record ClineHistory(String stamp, Map<String, ObjectNode> items, List<String> warnings) {

  /** Reads the document; the tasks can be read without it. */
  static ClineHistory read(Path file, String stamp) throws IOException {
    Map<String, ObjectNode> items = new HashMap<>();
    try {
      JsonNode all = JsonFiles.read(file);
      if (all != null) {
        for (JsonNode one : all) {
          if (one instanceof ObjectNode object) {
            items.putIfAbsent(LenientJson.textOr(one, "id", ""), object);
          }
        }
      }
      return new ClineHistory(stamp, items, List.of());
    } catch (UnreadableSourceException e) {
      return new ClineHistory(stamp, Map.of(), List.of(String.valueOf(e.getMessage())));
    }
  }

  /** What it says of a task; empty for nothing. */
  ObjectNode item(String task) {
    return items.getOrDefault(task, LenientJson.newObject());
  }
}
