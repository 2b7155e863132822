package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of Cline and of the extensions made of it: {@code tasks/ID/} with {@code
 * api_conversation_history.json}, {@code ui_messages.json} and, for some, {@code
 * history_item.json}; others keep that in {@code state/taskHistory.json}.
 */
public final class ClineTasks extends DocumentSource {

  private static final String HISTORY = "api_conversation_history.json";

  private final boolean isCacheInPrompt;

  /** The tasks of an agent whose input tokens are without the cache's. */
  public ClineTasks(String provider, List<Path> folders) {
    this(provider, folders, false);
  }

  private ClineTasks(String provider, List<Path> folders, boolean isCacheInPrompt) {
    // Not deeper: a task can have a whole repository of checkpoints.
    super(
        provider,
        folders.stream().map(folder -> folder.resolve("tasks")).toList(),
        2,
        file -> file.endsWith(HISTORY));
    this.isCacheInPrompt = isCacheInPrompt;
  }

  /** The tasks of an agent whose newer versions count the cache's tokens into the input. */
  public static ClineTasks withCacheInPrompt(String provider, List<Path> folders) {
    return new ClineTasks(provider, folders, true);
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(
        unit, unit.resolveSibling("ui_messages.json"), unit.resolveSibling("history_item.json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonNode history = JsonFiles.read(document);
    Path folder = document.getParent();
    if (history == null || folder == null) {
      return null;
    }
    String id = folder.getFileName().toString();
    JsonNode shown = JsonFiles.read(document.resolveSibling("ui_messages.json"));
    ObjectNode item = item(document, id);
    var task = new ClineTask(id, item, isCacheInPrompt);
    task.requests(shown);
    task.messages(history);
    return RecordSession.of(SessionName.in(task.folder(), id), task.records());
  }

  /** What the list of tasks says of one. */
  private static ObjectNode item(Path document, String id) throws IOException {
    ObjectNode own = JsonFiles.object(document.resolveSibling("history_item.json"));
    if (own != null) {
      return own;
    }
    JsonNode all = JsonFiles.read(document.resolve("../../../state/taskHistory.json").normalize());
    if (all != null) {
      for (JsonNode one : all) {
        if (one instanceof ObjectNode object && LenientJson.textOr(one, "id", "").equals(id)) {
          return object;
        }
      }
    }
    return LenientJson.newObject();
  }
}
