package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The editor's {@code state.vscdb}: table {@code cursorDiskKV} with {@code composerData:ID} for
 * each conversation and {@code bubbleId:ID:BUBBLE} for each message. A value that is written again
 * gets another row id, which tells what changed without reading the values.
 *
 * <p>Tokens: a bubble's {@code tokenCount}, often zero; what it holds of the cache is not known.
 */
final class CursorDatabase extends DatabaseSource {

  private static final String COMPOSER = "composerData:";

  private final String title;
  private final List<Path> files;
  private final CursorProjects projects = new CursorProjects();
  private final CursorParents parents = new CursorParents();

  CursorDatabase(String provider, String title, List<Path> files) {
    super(provider);
    this.title = title;
    this.files = files;
  }

  @Override
  protected List<Path> databases() {
    return files;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "cursorDiskKV", "key", "value");
    parents.clear();
    return versions(
        db,
        """
            SELECT substr(c.key, 14) AS id, c.rowid || ' ' || (
              SELECT count(*) || ' ' || coalesce(max(b.rowid), 0) FROM cursorDiskKV b
              WHERE b.key >= 'bubbleId:' || substr(c.key, 14) || ':'
                AND b.key < 'bubbleId:' || substr(c.key, 14) || ';') AS version
            FROM cursorDiskKV c WHERE c.key >= 'composerData:' AND c.key < 'composerData;'
            ORDER BY c.rowid
            """);
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    ObjectNode composer = null;
    for (ObjectNode row : db.rows("SELECT value FROM cursorDiskKV WHERE key = ?", COMPOSER + id)) {
      composer = value(row);
    }
    if (composer == null) {
      return null;
    }
    Map<String, ObjectNode> bubbles = new LinkedHashMap<>();
    for (ObjectNode row :
        db.rows(
            "SELECT key, value FROM cursorDiskKV WHERE key >= ? AND key < ? ORDER BY rowid",
            "bubbleId:" + id + ":",
            "bubbleId:" + id + ";")) {
      ObjectNode bubble = value(row);
      if (bubble != null) {
        bubbles.put(LenientJson.textOr(row, "key", "").substring(id.length() + 10), bubble);
      }
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = composer.deepCopy();
    head.remove("conversation");
    String name = LenientJson.text(composer, "name");
    records.add(
        new DraftBuilder(name == null || name.isBlank() ? "session" : DraftBuilder.TITLE, id)
            .at(composer.path("createdAt"))
            .text(name)
            .record(head));
    String model = LenientJson.text(composer.path("modelConfig"), "modelName");
    List<JsonNode> shown = inOrder(composer, bubbles);
    for (JsonNode bubble : shown) {
      records.add(message(bubble, id + " " + records.size(), model, false));
    }
    for (JsonNode bubble : bubbles.values()) { // taken back by going to an earlier state
      records.add(message(bubble, id + " " + records.size(), model, true));
    }
    String folder = folder(composer);
    if (folder == null) {
      folder = projects.folder(db.file(), id);
    }
    String parent = parents.root(db, id);
    return records.size() == 1
        ? null
        : RecordSession.of(SessionName.in(folder, parent, id), records);
  }

  private static @Nullable ObjectNode value(ObjectNode row) throws IOException {
    return LenientJson.object(ForeignDatabase.text(row.path("value")));
  }

  /** The messages that the conversation shows; they are taken out of the others. */
  private static List<JsonNode> inOrder(ObjectNode composer, Map<String, ObjectNode> bubbles) {
    List<JsonNode> ordered = new ArrayList<>();
    for (JsonNode header : composer.path("fullConversationHeadersOnly")) {
      ObjectNode bubble = bubbles.remove(LenientJson.textOr(header, "bubbleId", ""));
      if (bubble != null) {
        ordered.add(bubble);
      }
    }
    if (ordered.isEmpty()) {
      for (JsonNode bubble : composer.path("conversation")) { // older versions kept it inside
        bubbles.remove(LenientJson.textOr(bubble, "bubbleId", ""));
        ordered.add(bubble);
      }
    }
    if (ordered.isEmpty()) {
      ordered.addAll(bubbles.values()); // in the order in which they were written
      bubbles.clear();
    }
    return ordered;
  }

  private static RecordSession.Entry message(
      JsonNode bubble, String otherKey, @Nullable String composerModel, boolean isTakenBack) {
    long type = LenientJson.number(bubble, "type");
    String role = type == 1 ? "user" : type == 2 ? "assistant" : "unknown";
    JsonNode tool = bubble.path("toolFormerData");
    String key = LenientJson.textOr(bubble, "bubbleId", otherKey);
    JsonNode created =
        bubble.has("createdAt")
            ? bubble.path("createdAt")
            : bubble.path("timingInfo").path("clientStartTime");
    var event = new DraftBuilder(role, key).at(created).text(bubble.path("text"));
    if (tool.path("name").isTextual()) {
      event.tool(LenientJson.text(tool, "name"));
    }
    if (role.equals("assistant")) {
      JsonNode counts = bubble.path("tokenCount");
      var usage =
          Usage.of(
              LenientJson.number(counts, "inputTokens"),
              LenientJson.number(counts, "outputTokens"),
              0,
              0);
      String own = LenientJson.text(bubble.path("modelInfo"), "modelName");
      String model = own == null ? composerModel : own;
      event.spent(
          usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "cursor " + key));
    }
    return (isTakenBack ? event.superseded() : event).record(bubble);
  }

  private static @Nullable String folder(ObjectNode composer) {
    JsonNode uri = composer.path("workspaceIdentifier").path("uri");
    String path = LenientJson.text(uri, "fsPath");
    return LenientJson.absolutePath(path == null ? LenientJson.text(uri, "path") : path);
  }
}
