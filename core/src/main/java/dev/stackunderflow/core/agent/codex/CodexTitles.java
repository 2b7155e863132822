package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.TitleSource;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code session_index.jsonl}: the names that a person gave to threads, the last one of each
 * counts. A fork begins with its parent's name.
 */
final class CodexTitles extends TitleSource {

  private static final int ID_LENGTH = 36;

  private final CodexLogs logs;

  CodexTitles(CodexLogs logs) {
    super(logs.provider());
    this.logs = logs;
  }

  /** Not watched: Codex writes its own databases beside the index all the time. */
  @Override
  public List<WatchedFolder> folders() {
    return List.of();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    return new LogSource.Listing(
        logs.homes().stream()
            .map(home -> home.resolve("session_index.jsonl"))
            .filter(Files::isRegularFile)
            .toList(),
        List.of());
  }

  /** The names change where threads are begun, too. */
  @Override
  public String stamp(Path unit) throws IOException {
    return super.stamp(unit) + threads().hashCode();
  }

  @Override
  protected List<Title> titles(Path unit) throws IOException {
    Set<String> threads = threads();
    Map<String, Title> titles = new LinkedHashMap<>();
    for (ObjectNode line : JsonLines.read(unit).records()) {
      String id = LenientJson.textOr(line, "id", "");
      String name = LenientJson.textOr(line, "thread_name", "");
      if (!name.isBlank() && threads.contains(id)) {
        titles.put(
            id, new Title(SessionName.in(null, id), name, true, line.path("updated_at"), line));
      }
    }
    return List.copyOf(titles.values());
  }

  /** The threads of which there is a rollout. */
  private Set<String> threads() throws IOException {
    Set<String> threads = new HashSet<>();
    for (Path file : logs.files()) {
      String name = file.getFileName().toString().replaceFirst("(_[^_]*)?\\.jsonl(\\.zst)?$", "");
      threads.add(name.substring(Math.max(0, name.length() - ID_LENGTH)));
    }
    return threads;
  }
}
