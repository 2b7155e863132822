package dev.stackunderflow.core.agent.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code .forge.db}: a row of table {@code conversations} has all messages of a conversation in its
 * {@code context}. They have no times of their own.
 *
 * <p>Tokens: a message's {@code usage}, those that are {@code actual} and not estimated; the prompt
 * holds {@code cached_tokens}. Compaction drops messages from the context: they stay here.
 */
final class ForgeDatabase extends DatabaseSource {

  private static final Pattern FOLDER =
      Pattern.compile("<current_working_directory>\\s*(.+?)\\s*</current_working_directory>");

  private final String title;
  private final List<Path> folders;

  ForgeDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve(".forge.db")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "conversations", "conversation_id", "context", "created_at");
    String updated = db.has("conversations", "updated_at") ? "updated_at" : "created_at";
    return versions(
        db,
        "SELECT conversation_id AS id, coalesce("
            + updated
            + ", '') || ' ' || length(context) AS version FROM conversations"
            + " WHERE context IS NOT NULL ORDER BY created_at, conversation_id");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM conversations WHERE conversation_id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode row = rows.getFirst();
    ObjectNode context = LenientJson.object(LenientJson.textOr(row, "context", ""));
    if (context == null || context.path("messages").isEmpty()) {
      return null;
    }
    row.remove("context");
    List<RecordSession.Entry> records = new ArrayList<>();
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .at(row.path("created_at"))
            .text(row.path("title"))
            .record(row));
    var keys = new ContentKeys(id);
    for (JsonNode item : context.path("messages")) {
      if (item instanceof ObjectNode message) {
        records.add(record(message, keys.next(message), row.path("created_at")));
      }
    }
    return RecordSession.of(SessionName.in(folder(db, row, context), id), records);
  }

  private static @Nullable String folder(ForeignDatabase db, ObjectNode row, ObjectNode context)
      throws IOException {
    if (db.has("workspaces", "workspace_id", "path")) {
      for (ObjectNode found :
          db.rows(
              "SELECT path FROM workspaces WHERE workspace_id = ?",
              row.path("workspace_id").asText())) {
        return LenientJson.absolutePath(LenientJson.text(found, "path"));
      }
    }
    for (JsonNode item : context.path("messages")) {
      Matcher folder = FOLDER.matcher(LenientJson.textOr(ForgeMessage.text(item), "content", ""));
      if (folder.find()) {
        return LenientJson.absolutePath(folder.group(1));
      }
    }
    return null;
  }

  private static RecordSession.Entry record(ObjectNode item, String key, JsonNode time) {
    JsonNode text = ForgeMessage.text(item);
    String role =
        text.isObject()
            ? ForgeMessage.role(text)
            : ForgeMessage.tool(item).isObject() ? "tool_result" : "image";
    var event = new DraftBuilder(role, key).at(time).text(ForgeMessage.said(text));
    for (JsonNode call : text.path("tool_calls")) {
      event.tool(LenientJson.text(call, "name"));
    }
    if (role.equals("assistant")) {
      String model = LenientJson.text(text, "model");
      Usage usage = usage(item.path("usage"));
      event.spent(
          usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "forge " + key));
    }
    return event.record(item);
  }

  private static Usage usage(JsonNode usage) {
    return Usage.ofPrompt(
        actual(usage.path("prompt_tokens")),
        actual(usage.path("completion_tokens")),
        0,
        actual(usage.path("cached_tokens")));
  }

  private static long actual(JsonNode count) {
    return LenientJson.number(count, count.has("Actual") ? "Actual" : "actual");
  }
}
