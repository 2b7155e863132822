package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of Cline and of the extensions made of it: {@code tasks/ID/} with {@code
 * api_conversation_history.json}, {@code ui_messages.json} and, for some, {@code
 * history_item.json}; others keep that in {@code state/taskHistory.json}.
 */
public final class ClineTasks extends DocumentSource {

  private static final String HISTORY = "api_conversation_history.json";

  private static final String SHOWN = "ui_messages.json";
  private static final String ITEM = "history_item.json";
  private static final String LIST = "../../../state/taskHistory.json";

  private final boolean isCacheInPrompt;
  private final Map<Path, ClineHistory> lists = new ConcurrentHashMap<>();

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
        file -> file.endsWith(HISTORY) || file.endsWith(SHOWN));
    this.isCacheInPrompt = isCacheInPrompt;
  }

  /** The tasks of an agent whose newer versions count the cache's tokens into the input. */
  public static ClineTasks withCacheInPrompt(String provider, List<Path> folders) {
    return new ClineTasks(provider, folders, true);
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, unit.resolveSibling(SHOWN), unit.resolveSibling(ITEM));
  }

  /** A task is named by its history, which one that ended early may not have. */
  @Override
  public LogSource.Listing list() throws IOException {
    return new LogSource.Listing(
        super.list().logs().stream().map(file -> file.resolveSibling(HISTORY)).distinct().toList(),
        List.of());
  }

  /** The list is one document for all tasks: what it says of this one is part of its state. */
  @Override
  public String stamp(Path unit) throws IOException {
    String stamp = super.stamp(unit);
    ObjectNode item =
        Files.exists(unit.resolveSibling(ITEM))
            ? LenientJson.newObject()
            : list(unit).item(id(unit));
    return item.isEmpty() ? stamp : stamp + HexDigest.sha256(item.toString());
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonNode history = JsonFiles.read(document);
    JsonNode shown = JsonFiles.read(document.resolveSibling(SHOWN));
    if (history == null && shown == null) {
      return null;
    }
    String id = id(document);
    List<String> warnings = new ArrayList<>();
    ObjectNode item = JsonFiles.object(document.resolveSibling(ITEM));
    if (item == null) {
      ClineHistory list = list(document);
      item = list.item(id);
      warnings.addAll(list.warnings());
    }
    var task = new ClineTask(id, item, isCacheInPrompt);
    task.requests(shown);
    if (history != null) {
      task.messages(history);
    }
    if (shown != null) {
      task.shown(shown, history != null);
    }
    SessionName name = SessionName.in(task.folder(), task.parent(), id);
    return new RecordSession(name, task.records(), warnings)
        .retracting(task.retracted(shown == null ? 0 : shown.size()));
  }

  /** The list of the tasks, in its present state. */
  private ClineHistory list(Path unit) throws IOException {
    Path file = unit.resolve(LIST).normalize();
    String now = stampOf(List.of(file));
    ClineHistory known = lists.get(file);
    if (known == null || !known.stamp().equals(now)) {
      known = ClineHistory.read(file, now);
      lists.put(file, known);
    }
    return known;
  }

  private static String id(Path unit) {
    return unit.resolve("..").normalize().getFileName().toString();
  }
}
