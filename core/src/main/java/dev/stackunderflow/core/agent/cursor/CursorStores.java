package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.Protobuf;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line's {@code chats/FOLDER/ID/store.db}, with {@code meta.json}. The value 0 of table
 * {@code meta} is JSON in hexadecimal, which names the newest root; the root is a Protocol Buffers
 * message: field 1 has the digests of the messages in table {@code blobs}, field 9 the folder.
 *
 * <p>It notes no tokens but the size of the present context. A chat's messages are read only where
 * neither a transcript nor the editor's database has them: what is summarised leaves the root.
 */
final class CursorStores extends DatabaseSource {

  private static final int MESSAGES = 1;
  private static final int FOLDER = 9;

  /** The name of a chat that has none. */
  private static final String NO_NAME = "New Agent";

  private final String title;
  private final List<Path> folders;
  private final CursorConversations conversations;
  private final Set<String> elsewhere = new HashSet<>();

  /**
   * The chats.
   *
   * @param folders the folders of Cursor's command line, with {@code chats} and {@code projects}
   */
  CursorStores(
      String provider, String title, List<Path> folders, CursorConversations conversations) {
    super(provider);
    this.title = title;
    this.folders = folders;
    this.conversations = conversations;
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder.resolve("chats"), 3)).toList();
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      for (Path workspace : JsonFiles.in(folder.resolve("chats"))) {
        for (Path chat : JsonFiles.in(workspace)) {
          files.add(chat.resolve("store.db"));
        }
      }
    }
    return files;
  }

  @Override
  public LogSource.Listing list() throws IOException {
    LogSource.Listing stores = super.list();
    elsewhere.clear();
    if (!stores.logs().isEmpty()) {
      elsewhere.addAll(conversations.among(stores.logs().stream().map(CursorStores::id).toList()));
      for (Path folder : folders) {
        for (Path project : JsonFiles.in(folder.resolve("projects"))) {
          JsonFiles.in(project.resolve("agent-transcripts"))
              .forEach(transcript -> elsewhere.add(CursorConversations.id(transcript)));
        }
      }
    }
    return stores;
  }

  private static String id(Path store) {
    return store.getName(store.getNameCount() - 2).toString();
  }

  @Override
  public List<Path> files(Path unit) {
    List<Path> files = new ArrayList<>(super.files(unit));
    files.add(unit.resolveSibling("meta.json"));
    return files;
  }

  @Override
  public String stamp(Path unit) throws IOException {
    return super.stamp(unit) + (elsewhere.contains(id(unit)) ? "head" : "");
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "meta", "key", "value");
    db.require(title, "blobs", "id", "data");
    return List.of(new Version(id(db.file()), stamp(db.file())));
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    ObjectNode meta = meta(db);
    if (meta == null) {
      return null;
    }
    meta.remove("blobEncryptionKey");
    Protobuf root = Protobuf.read(blob(db, LenientJson.textOr(meta, "latestRootBlobId", "")));
    List<RecordSession.Entry> records = new ArrayList<>();
    JsonNode created = meta.path("createdAt");
    String name = LenientJson.textOr(meta, "name", "");
    boolean isNamed = !name.isBlank() && !name.equals(NO_NAME);
    records.add(
        new DraftBuilder(isNamed ? DraftBuilder.TITLE : "session", id + " store")
            .at(created)
            .text(isNamed ? name : "")
            .record(meta));
    var keys = new ContentKeys(id);
    for (byte[] digest : elsewhere.contains(id) ? List.<byte[]>of() : root.blobs(MESSAGES)) {
      byte[] said = blob(db, HexFormat.of().formatHex(digest));
      ObjectNode message = LenientJson.object(new String(said, StandardCharsets.UTF_8));
      if (message != null) {
        records.add(message(message, keys.next(message), created));
      }
    }
    return RecordSession.of(SessionName.in(folder(db.file(), root), id), records);
  }

  private static @Nullable ObjectNode meta(ForeignDatabase db) throws IOException {
    for (ObjectNode row : db.rows("SELECT value FROM meta WHERE key = '0'")) {
      String text = ForeignDatabase.text(row.path("value"));
      try {
        byte[] json = HexFormat.of().parseHex(text.strip());
        return LenientJson.object(new String(json, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return LenientJson.object(text);
      }
    }
    return null;
  }

  private static byte[] blob(ForeignDatabase db, String id) throws IOException {
    for (ObjectNode row : db.rows("SELECT data FROM blobs WHERE id = ?", id)) {
      JsonNode data = row.path("data");
      return data.isBinary() ? data.binaryValue() : data.asText().getBytes(StandardCharsets.UTF_8);
    }
    return new byte[0]; // being written, or removed by the agent
  }

  private static @Nullable String folder(Path store, Protobuf root) throws IOException {
    String said = root.text(FOLDER);
    try {
      ObjectNode chat = JsonFiles.object(store.resolveSibling("meta.json"));
      String cwd = chat == null ? null : LenientJson.text(chat, "cwd");
      said = cwd == null ? said : cwd;
    } catch (UnreadableSourceException e) {
      // Half written: the root says it, too.
    }
    return said == null ? null : LenientJson.absolutePath(FileUris.path(said));
  }

  private static RecordSession.Entry message(ObjectNode message, String key, JsonNode created) {
    String role = LenientJson.textOr(message, "role", "unknown");
    JsonNode content = message.path("content");
    var event = new DraftBuilder(role.equals("tool") ? "tool_result" : role, key).at(created);
    String said = String.join("\n", ContentBlocks.texts(content));
    if (role.equals("user")) {
      CursorPrompt.of(said).fill(event);
    } else if (role.equals("assistant")) {
      event.text(said);
      ContentBlocks.readTools(content, event);
    }
    return event.record(message);
  }
}
