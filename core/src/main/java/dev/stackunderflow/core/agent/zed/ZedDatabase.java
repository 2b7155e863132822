package dev.stackunderflow.core.agent.zed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.ZstdBlobs;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code threads/threads.db}: a thread is one JSON document, plain or compressed. It has no times
 * but its first and its last.
 *
 * <p>Tokens: {@code cumulative_token_usage} of the thread, whose input is without the cache. They
 * count at its last time.
 */
final class ZedDatabase extends DatabaseSource {

  private static final List<String> COUNTS =
      List.of(
          "input_tokens",
          "output_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens");

  private final String title;
  private final List<Path> folders;

  ZedDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("threads/threads.db")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "threads", "id", "summary", "updated_at", "data_type", "data");
    return versions(db, "SELECT id, updated_at AS version FROM threads ORDER BY updated_at, id");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM threads WHERE id = ?", id);
    ObjectNode row = rows.isEmpty() ? LenientJson.newObject() : rows.getFirst();
    ObjectNode thread = LenientJson.object(text(row));
    if (thread == null) {
      return null;
    }
    JsonNode updated = row.path("updated_at");
    JsonNode created = row.path("created_at").isTextual() ? row.path("created_at") : updated;
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = row.deepCopy();
    head.remove("data");
    String name = title(row, thread);
    records.add(
        new DraftBuilder(name.isBlank() ? "session" : DraftBuilder.TITLE, id)
            .at(created)
            .text(name)
            .record(head));
    String model = LenientJson.text(thread.path("model"), "model");
    JsonNode messages = thread.path("messages");
    JsonNode counts = counts(thread);
    for (int i = 0; i < messages.size(); i++) {
      DraftBuilder message = ZedMessages.read(id + " " + i, messages.get(i), model);
      JsonNode time = i + 1 < messages.size() ? created : updated;
      JsonNode raw = messages.get(i);
      records.add(
          message
              .at(time)
              .record(raw.isObject() ? raw : LenientJson.newObject().set("message", raw)));
    }
    if (!thread.path("imported").asBoolean(false)) { // another person's calls
      usage(id, counts, model, updated, records);
    }
    String folder = folder(row, thread);
    String column = "parent_id";
    String parent = root(db, "threads", column, LenientJson.text(row, column));
    return RecordSession.of(SessionName.in(folder, parent, id), records);
  }

  private static String title(ObjectNode row, ObjectNode thread) {
    String summary = LenientJson.textOr(row, "summary", "");
    return summary.isBlank() ? LenientJson.textOr(thread, "title", "") : summary;
  }

  /** Of a thread without a sum, what each turn's last call used. */
  private static JsonNode counts(ObjectNode thread) {
    JsonNode sum = thread.path("cumulative_token_usage");
    if (!usage(sum).isNone()) {
      return sum;
    }
    ObjectNode counts = LenientJson.newObject();
    for (JsonNode turn : thread.path("request_token_usage")) {
      for (String name : COUNTS) {
        counts.put(name, LenientJson.number(counts, name) + LenientJson.number(turn, name));
      }
    }
    return counts;
  }

  private static Usage usage(JsonNode counts) {
    return Usage.of(
        LenientJson.number(counts, COUNTS.get(0)),
        LenientJson.number(counts, COUNTS.get(1)),
        LenientJson.number(counts, COUNTS.get(2)),
        LenientJson.number(counts, COUNTS.get(3)));
  }

  private static String text(ObjectNode row) throws IOException {
    JsonNode data = row.path("data");
    return data.isBinary() && LenientJson.textOr(row, "data_type", "").equals("zstd")
        ? ZstdBlobs.text(data.binaryValue())
        : ForeignDatabase.text(data);
  }

  private static void usage(
      String id,
      JsonNode counts,
      @Nullable String model,
      JsonNode time,
      List<RecordSession.Entry> records) {
    Usage usage = usage(counts);
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("session.usage", id + " usage")
              .at(time)
              .spent(new Spent(model, usage, "standard", "zed " + id))
              .record(counts));
    }
  }

  /**
   * The first folder of the project. The paths are one in each line; the order has the place of
   * each. Older versions have the folders in a snapshot only.
   */
  private static @Nullable String folder(ObjectNode row, ObjectNode thread) {
    List<String> paths = LenientJson.textOr(row, "folder_paths", "").lines().toList();
    int first = List.of(LenientJson.textOr(row, "folder_paths_order", "").split(",")).indexOf("0");
    String path =
        paths.isEmpty() ? null : paths.get(first >= 0 && first < paths.size() ? first : 0);
    JsonNode snapshot = thread.path("initial_project_snapshot").path("worktree_snapshots").path(0);
    return LenientJson.absolutePath(
        path == null ? LenientJson.text(snapshot, "worktree_path") : path);
  }
}
