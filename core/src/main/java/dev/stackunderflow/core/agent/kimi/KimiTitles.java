package dev.stackunderflow.core.agent.kimi;

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

/** {@code sessions/PROJECT/SESSION/state.json}, which has the session's title. */
final class KimiTitles extends TitleSource {

  private static final int DEPTH = 3;

  private final List<Path> folders;

  KimiTitles(String provider, List<Path> folders) {
    super(provider);
    this.folders = List.copyOf(folders);
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(f -> new WatchedFolder(f, DEPTH)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> states = new ArrayList<>();
    for (Path folder : folders) {
      states.addAll(
          JsonFiles.below(
              folder, DEPTH, file -> file.getNameCount() == DEPTH && file.endsWith("state.json")));
    }
    return new LogSource.Listing(
        states.stream()
            .filter(s -> Files.exists(s.resolveSibling("agents/main/wire.jsonl")))
            .toList(),
        List.of());
  }

  @Override
  protected List<Title> titles(Path unit) throws IOException {
    ObjectNode state = JsonFiles.object(unit);
    String title = state == null ? null : LenientJson.text(state, "title");
    if (state == null || title == null || title.isBlank()) {
      return List.of();
    }
    ObjectNode raw = LenientJson.newObject();
    raw.put("title", title);
    return List.of(
        new Title(
            SessionName.in(KimiFolders.of(unit), unit.getName(unit.getNameCount() - 2).toString()),
            title,
            state.path("isCustomTitle").asBoolean(false),
            state.path("createdAt"),
            raw));
  }
}
