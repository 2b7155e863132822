package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.TitleSource;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code session-state/ID/workspace.yaml}: {@code name}, and {@code user_named} where a person gave
 * it; {@code summary} in older versions.
 */
final class CopilotTitles extends TitleSource {

  private static final int DEPTH = 2;

  private final List<Path> folders;

  CopilotTitles(String provider, List<Path> folders) {
    super(provider);
    this.folders = List.copyOf(folders);
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder, DEPTH)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      found.addAll(JsonFiles.below(folder, DEPTH, file -> file.endsWith("workspace.yaml")));
    }
    return new LogSource.Listing(
        found.stream().filter(file -> Files.exists(file.resolveSibling("events.jsonl"))).toList(),
        List.of());
  }

  @Override
  protected List<Title> titles(Path unit) throws IOException {
    Map<String, String> fields = YamlFields.of(String.valueOf(JsonFiles.text(unit)));
    String title = fields.getOrDefault("name", fields.getOrDefault("summary", ""));
    if (title.isBlank()) {
      return List.of();
    }
    ObjectNode raw = LenientJson.newObject();
    fields.forEach(raw::put);
    return List.of(
        new Title(
            SessionName.in(
                LenientJson.absolutePath(fields.get("cwd")),
                unit.getName(unit.getNameCount() - 2).toString()),
            title,
            fields.getOrDefault("user_named", "").equals("true"),
            raw.path("created_at"),
            raw));
  }
}
