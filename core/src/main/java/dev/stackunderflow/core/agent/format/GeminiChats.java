package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.file.ProjectSlug;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemini CLI's chats: {@code tmp/PROJECT/chats/session-*.jsonl}, each a log of changes to a list of
 * messages, or {@code .json}, each the list itself. {@code .project_root} beside the chats, or
 * {@code projects.json}, names the project's folder; older versions only keep its hash.
 */
public final class GeminiChats implements RecordSource {

  private static final String CHATS = "chats";

  /** A project, the chats, a session's subagents, their chats. */
  private static final int DEPTH = 4;

  /** How many of a project's other chats are asked for its folder. */
  private static final int MAX_OTHERS = 20;

  private final String provider;
  private final List<Path> homes;

  /**
   * The chats of an agent.
   *
   * @param provider the agent's id
   * @param homes its folders, each with a folder {@code tmp}
   */
  public GeminiChats(String provider, List<Path> homes) {
    this.provider = provider;
    this.homes = List.copyOf(homes);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    return homes.stream().map(home -> new WatchedFolder(home.resolve("tmp"), DEPTH)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> chats = new ArrayList<>();
    for (Path home : homes) {
      chats.addAll(JsonFiles.below(home.resolve("tmp"), DEPTH, GeminiChats::isChat));
    }
    return new LogSource.Listing(chats, List.of());
  }

  private static boolean isChat(Path relative) {
    String name = relative.getFileName().toString();
    return relative.getNameCount() >= 3
        && relative.getName(1).toString().equals(CHATS)
        && (name.endsWith(".json") || name.endsWith(".jsonl"));
  }

  @Override
  public void read(Path unit, Changes changes) throws IOException, SQLException {
    String version = stamp(unit);
    GeminiChat chat = GeminiChat.read(unit);
    String id = chat.sessionId();
    if (id != null && changes.isChanged(id, version)) {
      String root = root(unit);
      String folder = folder(unit, chat);
      var name =
          new SessionName(
              folder == null ? project(unit).getFileName().toString() : ProjectSlug.of(folder),
              root == null || root.equals(id) ? id : root + "/" + id,
              folder);
      changes.session(id, version, new RecordSession(name, chat.records(), chat.warnings(unit)));
    }
  }

  /** The session whose folder a subagent's chat is in. */
  private static @Nullable String root(Path unit) {
    Path folder = unit.getParent();
    return folder == null || folder.endsWith(CHATS) ? null : folder.getFileName().toString();
  }

  private static Path project(Path unit) {
    Path folder = unit;
    while (!folder.endsWith(CHATS)) {
      folder = folder.resolve("..").normalize();
    }
    return folder.resolve("..").normalize();
  }

  private static @Nullable String folder(Path unit, GeminiChat chat) throws IOException {
    Path project = project(unit);
    String root = JsonFiles.text(project.resolve(".project_root"));
    if (root != null && !root.isBlank()) {
      return root.strip();
    }
    Path home = project.resolve("../..").normalize();
    ObjectNode known = JsonFiles.object(home.resolve("projects.json"));
    if (known != null) {
      for (var entry : known.path("projects").properties()) {
        if (project.endsWith(entry.getValue().asText())) {
          return entry.getKey();
        }
      }
    }
    String named = LenientJson.absolutePath(chat.namedFolder());
    return named == null ? hashed(project, home, known, chat) : named;
  }

  /** Of a project that is called by its folder's hash, as versions before 0.27 do. */
  private static @Nullable String hashed(
      Path project, Path home, @Nullable ObjectNode known, GeminiChat chat) throws IOException {
    var folder = new HashedFolder(project.getFileName().toString());
    if (folder.isHash()) {
      ObjectNode trusted = JsonFiles.object(home.resolve("trustedFolders.json"));
      if (trusted != null) {
        folder.tryNames(trusted);
      }
      if (known != null) {
        folder.tryNames(known.path("projects"));
      }
      chat.tryFolders(folder);
      tryOthers(project, folder);
    }
    return folder.found();
  }

  /** Tries the paths of the project's other chats. */
  private static void tryOthers(Path project, HashedFolder folder) throws IOException {
    int left = MAX_OTHERS;
    for (Path other :
        JsonFiles.below(project, DEPTH - 1, file -> isChat(project.getFileName().resolve(file)))) {
      if (folder.found() == null && left-- > 0) {
        try {
          GeminiChat.read(other).tryFolders(folder);
        } catch (UnreadableSourceException e) {
          // Damaged, which its own import says.
        }
      }
    }
  }
}
