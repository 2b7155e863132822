package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Older transcripts: {@code projects/FOLDER/agent-transcripts/ID.txt}, or {@code ID/ID.txt}, where
 * there is no {@code ID.jsonl}. They have no times: they get the file's.
 */
final class CursorTexts implements RecordSource {

  private static final String FOLDER = "agent-transcripts";
  private static final int DEPTH = 4;

  private final String provider;
  private final List<Path> folders;
  private final CursorConversations conversations;

  CursorTexts(String provider, List<Path> folders, CursorConversations conversations) {
    this.conversations = conversations;
    this.provider = provider;
    this.folders = List.copyOf(folders);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder, DEPTH)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> texts = new ArrayList<>();
    for (Path folder : folders) {
      texts.addAll(
          JsonFiles.below(
              folder,
              DEPTH,
              file ->
                  file.getNameCount() > 2
                      && file.getName(1).toString().equals(FOLDER)
                      && file.toString().endsWith(".txt")));
    }
    List<Path> last = texts.stream().filter(text -> !Files.exists(newer(text))).toList();
    return new LogSource.Listing(conversations.without(last), List.of());
  }

  private static Path newer(Path text) {
    return text.resolveSibling(CursorConversations.id(text) + ".jsonl");
  }

  @Override
  public void read(Path unit, Changes changes) throws IOException, SQLException {
    String version = stamp(unit);
    String id = CursorConversations.id(unit);
    String text = JsonFiles.text(unit);
    if (text == null || !changes.isChanged(id, version)) {
      return;
    }
    long modified = Files.getLastModifiedTime(unit).toMillis();
    List<RecordSession.Entry> records = new ArrayList<>();
    var keys = new ContentKeys(id);
    for (ObjectNode message : CursorText.messages(text)) {
      records.add(record(message, keys.next(message), modified));
    }
    int at = unit.getNameCount() - 1;
    while (at > 1 && !unit.getName(at).toString().equals(FOLDER)) {
      at--;
    }
    Path project = unit.getRoot().resolve(unit.subpath(0, at));
    String folder = CursorProjects.folder(project);
    SessionName name =
        folder == null
            ? new SessionName(project.getFileName().toString(), id, null)
            : SessionName.in(folder, id);
    changes.session(id, version, RecordSession.of(name, records));
  }

  private static RecordSession.Entry record(ObjectNode message, String key, long modified) {
    var event = new DraftBuilder(message.path("role").asText(), key).atMillis(modified);
    if (message.path("message").path("content") instanceof ArrayNode blocks) {
      blocks.forEach(
          block -> {
            event.text(block.path("text"));
            if (block.path("type").asText().equals("tool_use")) {
              event.tool(block.path("name").asText());
            }
          });
    }
    return event.record(message);
  }
}
