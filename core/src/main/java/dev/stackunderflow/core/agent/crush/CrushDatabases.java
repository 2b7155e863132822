package dev.stackunderflow.core.agent.crush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code crush.db} in each project's {@code .crush}, the projects listed in {@code projects.json}.
 * A session's {@code prompt_tokens} and {@code completion_tokens} are those of its context at the
 * end, not what was used: they are not counted. Its cost counts at its last message.
 */
final class CrushDatabases extends DatabaseSource {

  /** The role of the record with a session's cost. */
  static final String COST = "session.cost";

  private static final String FILE = "crush.db";

  private final String title;
  private final List<Path> folders;
  private final Map<Path, String> projects = new ConcurrentHashMap<>();

  CrushDatabases(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    projects.clear();
    for (Path folder : folders) {
      files.add(folder.resolve(FILE));
      ObjectNode known = JsonFiles.object(folder.resolve("projects.json"));
      if (known != null) {
        for (JsonNode project : known.path("projects")) {
          String path = LenientJson.absolutePath(LenientJson.text(project, "path"));
          String data = LenientJson.textOr(project, "data_dir", ".crush");
          if (path != null) {
            Path file = Path.of(path).resolve(data).resolve(FILE);
            projects.put(file, path);
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "sessions", "id", "title", "created_at", "updated_at");
    db.require(title, "messages", "id", "session_id", "role", "parts", "created_at", "updated_at");
    return versions(
        db,
        """
            SELECT s.id, s.updated_at || ' ' || count(m.id) || ' '
              || coalesce(max(m.updated_at), 0) AS version
            FROM sessions s LEFT JOIN messages m ON m.session_id = s.id
            GROUP BY s.id ORDER BY s.created_at, s.id
            """);
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM sessions WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode row = rows.getFirst();
    String column = "parent_session_id";
    String parent = root(db, "sessions", column, LenientJson.text(row, column));
    List<RecordSession.Entry> records = new ArrayList<>();
    String name = LenientJson.text(row, "title");
    records.add(
        new DraftBuilder(name == null ? "session" : DraftBuilder.TITLE, id)
            .at(row.path("created_at"))
            .text(name)
            .sidechain(parent != null)
            .record(row));
    JsonNode last = row.path("created_at");
    for (ObjectNode message :
        db.rows("SELECT * FROM messages WHERE session_id = ? ORDER BY created_at, rowid", id)) {
      last = message.path("created_at");
      records.add(message(message, parent != null));
    }
    // A session's cost has that of its subagents in it.
    if (parent == null && row.path("cost").asDouble(0) > 0) {
      records.add(new DraftBuilder(COST, id + " cost").at(last).record(row));
    }
    String folder = folder(db.file());
    return RecordSession.of(SessionName.in(folder, parent, id), records);
  }

  private static RecordSession.Entry message(ObjectNode message, boolean isSubagent) {
    String role = LenientJson.textOr(message, "role", "unknown");
    var event =
        new DraftBuilder(role, LenientJson.textOr(message, "id", ""))
            .at(message.path("created_at"))
            .sidechain(isSubagent);
    JsonNode parts = LenientJson.value(LenientJson.textOr(message, "parts", "[]"));
    boolean typed = parts == null || parts.isEmpty();
    if (parts != null) {
      for (JsonNode part : parts) {
        switch (LenientJson.textOr(part, "type", "")) {
          case "text" -> {
            boolean isHidden = part.path("data").path("hidden").asBoolean(false);
            event.text(isHidden ? null : LenientJson.text(part.path("data"), "text"));
            typed |= !isHidden;
          }
          case "binary", "image_url", "shell_command" -> typed = true;
          case "tool_call" -> event.tool(LenientJson.text(part.path("data"), "name"));
          default -> {
            // Results, reasoning and ends stay in the record.
          }
        }
      }
    }
    if (role.equals("user") && !typed) {
      event.notTyped(); // what Crush itself says to continue
    }
    if (role.equals("assistant")) {
      event.spent(Spent.by(LenientJson.text(message, "model")));
    }
    return event.record(message);
  }

  /** The project that the database is in, or that has its data elsewhere. */
  private @Nullable String folder(Path file) {
    String known = projects.get(file);
    if (known != null) {
      return known;
    }
    Path data = file.getParent();
    Path project = data == null ? null : data.getParent();
    return data != null && data.endsWith(".crush") && project != null ? project.toString() : null;
  }
}
