package dev.stackunderflow.core.agent.qoder;

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

/** {@code projects/PROJECT/SESSION-session.json}, where older versions keep the title. */
final class QoderTitles extends TitleSource {

  private static final int DEPTH = 2;
  private static final String SUFFIX = "-session.json";

  private final List<Path> folders;

  QoderTitles(String provider, List<Path> folders) {
    super(provider);
    this.folders = folders;
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder, DEPTH)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> titles = new ArrayList<>();
    for (Path folder : folders) {
      titles.addAll(
          JsonFiles.below(
              folder,
              DEPTH,
              file -> file.getNameCount() == DEPTH && file.toString().endsWith(SUFFIX)));
    }
    return new LogSource.Listing(
        titles.stream()
            .filter(file -> Files.exists(file.resolveSibling(session(file) + ".jsonl")))
            .toList(),
        List.of());
  }

  private static String session(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  @Override
  protected List<Title> titles(Path unit) throws IOException {
    ObjectNode head = JsonFiles.object(unit);
    String title = head == null ? null : LenientJson.text(head, "title");
    if (head == null || title == null || title.isBlank()) {
      return List.of();
    }
    String slug = unit.getName(unit.getNameCount() - DEPTH).toString();
    String folder = LenientJson.absolutePath(LenientJson.text(head, "working_dir"));
    var session = new SessionName(slug, session(unit), folder);
    ObjectNode raw = LenientJson.newObject().put("title", title);
    return List.of(new Title(session, title, false, head.path("created_at"), raw));
  }
}
