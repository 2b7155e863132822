package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database of OpenCode and of its forks: tables {@code session}, {@code message}, {@code part}.
 * Its tables {@code event} and {@code event_sequence} repeat each change; the latter says how far a
 * session is.
 */
public final class OpenCodeDatabase extends DatabaseSource {

  private final String title;
  private final String name;
  private final List<Path> folders;
  private final String named;

  /**
   * The databases of an agent.
   *
   * @param provider the agent's id
   * @param title its name for people
   * @param name the beginning of the databases' file names
   * @param folders where they are
   * @param named another database that the user names, by its path or by its name in the folders;
   *     or empty
   */
  public OpenCodeDatabase(
      String provider, String title, String name, List<Path> folders, String named) {
    super(provider);
    this.title = title;
    this.name = name;
    this.folders = List.copyOf(folders);
    this.named = named.startsWith(":") ? "" : named.strip(); // :memory: is no file
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      files.add(folder.resolve(name + ".db"));
      if (!named.isEmpty()) {
        files.add(folder.resolve(named));
      }
      // Other release channels have their own, such as opencode-dev.db.
      JsonFiles.in(folder).stream()
          .filter(file -> file.getFileName().toString().matches(name + "-[a-z0-9]+\\.db"))
          .forEach(files::add);
    }
    return files;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "session", "id", "directory", "time_created", "time_updated");
    db.require(title, "message", "id", "session_id", "time_created", "data");
    db.require(title, "part", "id", "message_id", "data");
    String progress =
        db.has("event_sequence", "aggregate_id", "seq")
            ? "(SELECT seq FROM event_sequence WHERE aggregate_id = s.id)"
            : db.has("message", "time_updated")
                ? "(SELECT count(*) || ' ' || max(time_updated) FROM message WHERE session_id = s.id)"
                : "(SELECT count(*) || ' ' || total(length(data)) FROM message WHERE session_id = s.id)";
    return versions(
        db,
        "SELECT id, coalesce(time_updated, '') || ' ' || coalesce("
            + progress
            + ", '') AS version FROM session s ORDER BY time_created, id");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM session WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode row = rows.getFirst();
    var session =
        new OpenCodeSession(
                id,
                root(db, "session", "parent_id", LenientJson.text(row, "parent_id")),
                LenientJson.text(row, "directory"))
            .info(row, LenientJson.text(row, "title"), row.path("time_created"));
    Map<String, List<ObjectNode>> parts = new HashMap<>();
    for (ObjectNode part :
        db.rows(
            """
            SELECT id, message_id, data FROM part
            WHERE message_id IN (SELECT id FROM message WHERE session_id = ?) ORDER BY id
            """,
            id)) {
      parts
          .computeIfAbsent(LenientJson.textOr(part, "message_id", ""), _ -> new ArrayList<>())
          .add(data(part));
    }
    for (ObjectNode message :
        db.rows("SELECT * FROM message WHERE session_id = ? ORDER BY time_created, id", id)) {
      String messageId = LenientJson.textOr(message, "id", "");
      session.message(
          messageId,
          data(message),
          parts.getOrDefault(messageId, List.of()),
          message.path("time_created"));
    }
    return session.build();
  }

  /** The data of a row with the row's id, as in an export. */
  private static ObjectNode data(ObjectNode row) {
    ObjectNode data = LenientJson.object(LenientJson.textOr(row, "data", ""));
    ObjectNode all = LenientJson.newObject();
    all.set("id", row.get("id"));
    if (data != null) {
      all.setAll(data);
    }
    return all;
  }
}
