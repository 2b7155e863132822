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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions.db}: tables {@code sessions} and {@code messages}. Versions 10 and 11 of the
 * schema also have threads: of a session without messages, those of its thread are read.
 */
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
    db.require(title, "sessions", "id", "created_at");
    var version = new StringBuilder("''");
    for (String column : List.of("updated_at", "accumulated_total_tokens")) {
      if (db.has("sessions", column)) {
        version.append(" || coalesce(s.").append(column).append(", '') || ' '");
      }
    }
    String from = "sessions s";
    if (hasMessages(db)) {
      version.append(" || count(m.id) || ' ' || coalesce(max(m.id), 0)");
      from += " LEFT JOIN messages m ON m.session_id = s.id";
    }
    if (hasThreads(db)) {
      version.append(
          " || ' ' || (SELECT count(*) || ' ' || coalesce(sum(length(t.content_json)), 0)"
              + " FROM thread_messages t WHERE t.session_id = s.id)");
    }
    if (hasLedger(db)) {
      version.append(
          " || ' ' || (SELECT count(*) || ' ' || coalesce(max(l.id), 0) FROM usage_ledger l"
              + " WHERE l.session_id = s.id)");
    }
    return versions(
        db,
        "SELECT s.id, " + version + " AS version FROM " + from + " GROUP BY s.id ORDER BY s.id");
  }

  private static boolean hasMessages(ForeignDatabase db) throws IOException {
    return db.has("messages", "id", "session_id", "role", "content_json", "created_timestamp");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM sessions WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode row = rows.getFirst();
    ObjectNode config = LenientJson.object(LenientJson.textOr(row, "model_config_json", ""));
    var messages = new GooseMessages(id, config == null ? null : model(config));
    String description = LenientJson.textOr(row, "description", "");
    messages.head(
        row,
        row.path("created_at"),
        LenientJson.textOr(row, "name", "").isBlank() ? description : LenientJson.text(row, "name"),
        LenientJson.number(row, "user_set_name") > 0);
    JsonNode last = row.path("created_at");
    for (ObjectNode message : messages(db, id)) {
      JsonNode content = LenientJson.value(LenientJson.textOr(message, "content_json", "[]"));
      ObjectNode metadata = LenientJson.object(LenientJson.textOr(message, "metadata_json", ""));
      boolean isTimed = LenientJson.number(message, "created_timestamp") > 0;
      last = message.path(isTimed ? "created_timestamp" : "timestamp");
      messages.message(
          LenientJson.textOr(message, "role", "unknown"),
          last,
          content == null ? LenientJson.newObject() : content,
          metadata == null ? LenientJson.newObject() : metadata,
          message);
    }
    List<ObjectNode> calls = calls(db, id);
    Set<String> retracted = Set.of();
    if (calls.isEmpty()) {
      messages.sums(row, last);
    } else {
      retracted = messages.ledger(calls, row, last);
    }
    String column = "parent_session_id";
    String parent = root(db, "sessions", column, LenientJson.text(row, column));
    String folder = LenientJson.text(row, "working_dir");
    return RecordSession.of(SessionName.in(folder, parent, id), messages.records())
        .retracting(retracted);
  }

  private static List<ObjectNode> messages(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> messages =
        hasMessages(db)
            ? db.rows("SELECT * FROM messages WHERE session_id = ? ORDER BY id", id)
            : List.of();
    return messages.isEmpty() && hasThreads(db)
        ? db.rows(
            """
            SELECT m.* FROM thread_messages m
            JOIN sessions s ON s.id = m.session_id AND s.thread_id = m.thread_id
            WHERE m.session_id = ? ORDER BY m.id
            """,
            id)
        : messages;
  }

  /** A fork of a thread repeats the messages of another's sessions. */
  private static boolean hasThreads(ForeignDatabase db) throws IOException {
    return db.has("sessions", "thread_id")
        && db.has("thread_messages", "id", "thread_id", "session_id", "role", "content_json");
  }

  private static boolean hasLedger(ForeignDatabase db) throws IOException {
    return db.has("usage_ledger", "id", "session_id", "created_timestamp");
  }

  /** What each call used; newer versions have it. */
  private static List<ObjectNode> calls(ForeignDatabase db, String id) throws IOException {
    return hasLedger(db)
        ? db.rows("SELECT * FROM usage_ledger WHERE session_id = ? ORDER BY id", id)
        : List.of();
  }

  private static @Nullable String model(ObjectNode config) {
    String name = LenientJson.text(config, "model_name");
    return name != null ? name : LenientJson.text(config, "model");
  }
}
