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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.sqlite3}: table {@code conversations_v2} with a folder and the conversation in it,
 * one JSON document; table {@code conversations} of older versions, and of Amazon Q, has one for
 * each folder. It notes no tokens.
 */
final class KiroDatabase extends DatabaseSource {

  private static final String TABLE = "conversations_v2";
  private static final String OLDER = "conversations";

  /** The older conversations that are not in the newer table too. */
  private static final String NOT_MOVED =
      " WHERE NOT json_valid(CAST(value AS TEXT)) OR coalesce(json_extract(CAST(value AS TEXT),"
          + " '$.conversation_id'), '') NOT IN (SELECT conversation_id FROM conversations_v2"
          + " WHERE conversation_id IS NOT NULL)";

  /** Of the rows of a conversation in several folders, the one that was written last. */
  private static final String LAST =
      " WHERE NOT EXISTS (SELECT 1 FROM conversations_v2 o"
          + " WHERE o.conversation_id = conversations_v2.conversation_id"
          + " AND (o.updated_at, o.rowid) > (conversations_v2.updated_at, conversations_v2.rowid))";

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

  /** Whether a database has this conversation, as it was at that time or later. */
  boolean has(String conversation, Instant time) throws IOException {
    for (Path file : databases()) {
      if (Files.isRegularFile(file)) {
        try (ForeignDatabase db = ForeignDatabase.open(file)) {
          if (db.has(TABLE, "conversation_id", "updated_at")
              && !db.rows(
                      "SELECT 1 FROM conversations_v2 WHERE conversation_id = ? AND updated_at >= ?",
                      conversation,
                      time.toEpochMilli())
                  .isEmpty()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    boolean hasOlder = db.has(OLDER, "key", "value");
    if (!hasOlder) {
      db.require(title, TABLE, "key", "value");
    }
    List<Version> versions = new ArrayList<>();
    if (db.has(TABLE, "key", "value")) {
      boolean isNamed = db.has(TABLE, "conversation_id", "updated_at");
      add(db, TABLE, "", isNamed ? LAST : "", versions);
    }
    if (hasOlder) {
      boolean isMoved = db.has(TABLE, "conversation_id");
      add(db, OLDER, OLDER + " ", isMoved ? NOT_MOVED : "", versions);
    }
    return versions;
  }

  private static void add(
      ForeignDatabase db, String table, String prefix, String which, List<Version> versions)
      throws IOException {
    String changed = db.has(table, "updated_at") ? "updated_at" : "''";
    for (ObjectNode row :
        db.rows(
            "SELECT rowid AS id, "
                + changed
                + " || ' ' || octet_length(value) AS version FROM "
                + table
                + which
                + " ORDER BY rowid")) {
      versions.add(
          new Version(prefix + row.path("id").asText(), LenientJson.textOr(row, "version", "")));
    }
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String rowId) throws IOException {
    boolean isOlder = rowId.startsWith(OLDER);
    for (ObjectNode row :
        db.rows(
            "SELECT * FROM " + (isOlder ? OLDER : TABLE) + " WHERE rowid = ?",
            isOlder ? rowId.substring(OLDER.length() + 1) : rowId)) {
      ObjectNode conversation = LenientJson.object(ForeignDatabase.text(row.path("value")));
      if (conversation != null) {
        return session(conversation, LenientJson.textOr(row, "key", ""), row.path("created_at"));
      }
    }
    return null; // damaged, or gone since it was listed
  }

  private static RecordSession session(ObjectNode conversation, String key, JsonNode created) {
    String id = LenientJson.textOr(conversation, "conversation_id", key);
    String folder = LenientJson.absolutePath(key);
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode each : conversation.path("history")) {
      JsonNode turn = each.isArray() ? pair(each) : each;
      JsonNode user = turn.path("user");
      String named =
          LenientJson.text(user.path("env_context").path("env_state"), "current_working_directory");
      folder = folder == null ? named : folder;
      JsonNode time = user.path("timestamp").isTextual() ? user.path("timestamp") : created;
      records.add(prompt(id + " " + records.size(), user, time));
      records.add(answer(id + " " + records.size(), turn, time));
    }
    return RecordSession.of(SessionName.in(folder, id), records);
  }

  /** Amazon Q's first versions had the two sides of a turn in a list. */
  private static JsonNode pair(JsonNode turn) {
    return LenientJson.newObject()
        .<ObjectNode>set("user", turn.path(0))
        .set("assistant", turn.path(1));
  }

  private static RecordSession.Entry prompt(String key, JsonNode user, JsonNode time) {
    JsonNode content = user.path("content");
    String prompt = LenientJson.text(content.path("Prompt"), "prompt");
    // What was typed instead of letting a tool run.
    String instead = LenientJson.text(content.path("CancelledToolUses"), "prompt");
    String typed = prompt == null ? instead : prompt;
    return new DraftBuilder(typed != null || content.has("Prompt") ? "user" : "tool_result", key)
        .at(time)
        .text(typed)
        .record(user);
  }

  private static RecordSession.Entry answer(String otherKey, JsonNode turn, JsonNode asked) {
    JsonNode answer = turn.path("assistant");
    JsonNode said = answer.has("ToolUse") ? answer.path("ToolUse") : answer.path("Response");
    JsonNode meta = turn.path("request_metadata");
    JsonNode time =
        meta.has("stream_end_timestamp_ms") ? meta.path("stream_end_timestamp_ms") : asked;
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
