package dev.stackunderflow.core.agent.copilotchat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chats: {@code workspaceStorage/FOLDER/chatSessions/ID.jsonl}, those of windows without a folder
 * in {@code globalStorage/emptyWindowChatSessions}; in older versions {@code ID.json}. The editor
 * continues an older chat in a log, so both are one unit, named after the log.
 */
final class ChatSessions extends DocumentSource {

  private static final String LOG = ".jsonl";
  private static final String DOCUMENT = ".json";

  private final List<Path> roots;
  private final boolean isByFolder;

  private ChatSessions(String provider, List<Path> roots, boolean isByFolder) {
    super(provider, roots, isByFolder ? 3 : 1, ChatSessions::isChat);
    this.roots = roots;
    this.isByFolder = isByFolder;
  }

  /** The chats of windows with a folder. */
  static ChatSessions ofFolders(String provider, List<Path> roots) {
    return new ChatSessions(provider, roots, true);
  }

  /** The chats of windows without one. */
  static ChatSessions ofEmptyWindows(String provider, List<Path> roots) {
    return new ChatSessions(provider, roots, false);
  }

  private static boolean isChat(Path file) {
    return file.toString().endsWith(LOG) || file.toString().endsWith(DOCUMENT);
  }

  /** Extensions keep much in these folders: only the chats' are looked into. */
  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> chats = new ArrayList<>();
    for (Path root : roots) {
      List<Path> folders = isByFolder ? JsonFiles.in(root) : List.of(root);
      for (Path folder : folders) {
        for (Path file : JsonFiles.in(isByFolder ? folder.resolve("chatSessions") : folder)) {
          if (isChat(file)) {
            chats.add(file.resolveSibling(name(file) + LOG));
          }
        }
      }
    }
    return new LogSource.Listing(chats.stream().distinct().toList(), List.of());
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, document(unit), unit.resolve("../../workspace.json").normalize());
  }

  @Override
  protected @Nullable RecordSession session(Path log) throws IOException {
    ObjectNode chat = null;
    List<String> warnings = List.of();
    if (Files.exists(log)) {
      JsonLines lines = JsonLines.read(log);
      chat = ChatLog.replay(lines);
      warnings = lines.warnings(log);
    }
    if (chat == null) {
      chat = JsonFiles.object(document(log));
    }
    if (chat == null || !chat.path("requests").isArray()) {
      return null;
    }
    String id = LenientJson.textOr(chat, "sessionId", name(log));
    var turns = new ChatTurns(id);
    chat.path("requests").forEach(turns::add);
    return turns.isEmpty()
        ? null
        : new RecordSession(SessionName.in(folder(log), id), turns.records(chat), warnings);
  }

  /** The folder of the window; that of its file where the window has several folders. */
  private static @Nullable String folder(Path log) throws IOException {
    ObjectNode window = JsonFiles.object(log.resolve("../../workspace.json").normalize());
    if (window == null) {
      return null;
    }
    String folder = LenientJson.text(window, "folder");
    if (folder != null) {
      return LenientJson.absolutePath(FileUris.path(folder));
    }
    String file = LenientJson.absolutePath(FileUris.path(workspace(window)));
    int end = file == null ? -1 : Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
    return file == null || !file.endsWith(".code-workspace") || end < 1
        ? null
        : file.substring(0, end);
  }

  private static String workspace(ObjectNode window) {
    return LenientJson.textOr(window, "workspace", LenientJson.textOr(window, "configuration", ""));
  }

  private static Path document(Path log) {
    return log.resolveSibling(name(log) + DOCUMENT);
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - (name.endsWith(LOG) ? LOG : DOCUMENT).length());
  }
}
