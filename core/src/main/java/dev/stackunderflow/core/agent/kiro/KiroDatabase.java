package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.sqlite3}: table {@code conversations_v2} with a folder and the conversation in it,
 * one JSON document. It notes no tokens.
 */
final class KiroDatabase extends DatabaseSource {

  private static final String TABLE = "conversations_v2";

  private final String title;
  private final List<Path> folders;

  KiroDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("data.sqlite3")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, TABLE, "key", "value");
    String changed = db.has(TABLE, "updated_at") ? "updated_at" : "''";
    List<Version> versions = new ArrayList<>();
    for (ObjectNode row :
        db.rows(
            "SELECT rowid AS id, "
                + changed
                + " || ' ' || octet_length(value) AS version FROM "
                + TABLE
                + " ORDER BY rowid")) {
      versions.add(new Version(row.path("id").asText(), LenientJson.textOr(row, "version", "")));
    }
    return versions;
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String rowId) throws IOException {
    for (ObjectNode row : db.rows("SELECT key, value FROM " + TABLE + " WHERE rowid = ?", rowId)) {
      ObjectNode conversation = LenientJson.object(ForeignDatabase.text(row.path("value")));
      if (conversation != null) {
        return session(conversation, LenientJson.textOr(row, "key", ""));
      }
    }
    return null; // damaged, or gone since it was listed
  }

  private static RecordSession session(ObjectNode conversation, String key) {
    String id = LenientJson.textOr(conversation, "conversation_id", key);
    String folder = LenientJson.absolutePath(key);
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode turn : conversation.path("history")) {
      JsonNode user = turn.path("user");
      String named =
          LenientJson.text(user.path("env_context").path("env_state"), "current_working_directory");
      folder = folder == null ? named : folder;
      records.add(prompt(id + " " + records.size(), user));
      records.add(answer(id + " " + records.size(), turn));
    }
    return RecordSession.of(SessionName.in(folder, id), records);
  }

  private static RecordSession.Entry prompt(String key, JsonNode user) {
    JsonNode content = user.path("content");
    boolean isTyped = content.has("Prompt");
    return new DraftBuilder(isTyped ? "user" : "tool_result", key)
        .at(user.path("timestamp"))
        .text(content.path("Prompt").path("prompt"))
        .record(user);
  }

  private static RecordSession.Entry answer(String otherKey, JsonNode turn) {
    JsonNode answer = turn.path("assistant");
    JsonNode said = answer.has("ToolUse") ? answer.path("ToolUse") : answer.path("Response");
    JsonNode meta = turn.path("request_metadata");
    JsonNode time =
        meta.has("stream_end_timestamp_ms")
            ? meta.path("stream_end_timestamp_ms")
            : turn.path("user").path("timestamp");
    var event =
        new DraftBuilder("assistant", LenientJson.textOr(said, "message_id", otherKey))
            .at(time)
            .text(said.path("content"))
            .spent(Spent.by(LenientJson.text(meta, "model_id")));
    for (JsonNode use : said.path("tool_uses")) {
      event.tool(LenientJson.text(use, "name"));
    }
    return event.record(answer);
  }
}
