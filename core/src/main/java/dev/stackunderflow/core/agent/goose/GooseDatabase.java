package dev.stackunderflow.core.agent.goose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sessions.db}: tables {@code sessions} and {@code messages}. */
final class GooseDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;

  GooseDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("sessions.db")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "sessions", "id", "working_dir", "created_at", "updated_at");
    db.require(title, "messages", "id", "session_id", "role", "content_json", "created_timestamp");
    return versions(
        db,
        """
            SELECT s.id, s.updated_at || ' ' || count(m.id) || ' ' || coalesce(max(m.id), 0) AS version
            FROM sessions s LEFT JOIN messages m ON m.session_id = s.id GROUP BY s.id ORDER BY s.id
            """);
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM sessions WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode row = rows.getFirst();
    ObjectNode config = LenientJson.object(LenientJson.textOr(row, "model_config_json", ""));
    var messages =
        new GooseMessages(id, config == null ? null : LenientJson.text(config, "model_name"));
    String description = LenientJson.textOr(row, "description", "");
    messages.head(
        row,
        row.path("created_at"),
        LenientJson.textOr(row, "name", "").isBlank() ? description : LenientJson.text(row, "name"),
        LenientJson.number(row, "user_set_name") > 0);
    JsonNode last = row.path("created_at");
    for (ObjectNode message :
        db.rows("SELECT * FROM messages WHERE session_id = ? ORDER BY id", id)) {
      JsonNode content = LenientJson.value(LenientJson.textOr(message, "content_json", "[]"));
      last = message.path("created_timestamp");
      messages.message(
          id + " " + message.path("id").asText(),
          LenientJson.textOr(message, "role", "unknown"),
          last,
          content == null ? LenientJson.newObject() : content,
          message);
    }
    messages.sums(row, last);
    String parent = LenientJson.text(row, "parent_session_id");
    String folder = LenientJson.text(row, "working_dir");
    return RecordSession.of(SessionName.in(folder, parent, id), messages.records());
  }
}
