package dev.stackunderflow.core.agent.zcode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cli/db/db.sqlite}: tables {@code message} and {@code part} have what was said, as JSON in
 * OpenCode's form; table {@code model_usage} has a row for each call, of which only the completed
 * ones count.
 *
 * <p>Tokens: the input holds what was read from the cache and written to it, the output the
 * reasoning.
 */
final class ZCodeDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;
  private final List<Path> named;

  /**
   * The databases of an agent.
   *
   * @param folders the folders that have one at its usual place, or settings that name another
   * @param named the databases that the environment names
   */
  ZCodeDatabase(String provider, String title, List<Path> folders, List<Path> named) {
    super(provider);
    this.title = title;
    this.folders = folders;
    this.named = named;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>(named);
    for (Path folder : folders) {
      files.add(folder.resolve("cli/db/db.sqlite"));
      ObjectNode settings = JsonFiles.object(folder.resolve("cli/config.json"));
      String other =
          settings == null ? null : LenientJson.text(settings.path("storage"), "sessionDbPath");
      if (LenientJson.absolutePath(other) != null) {
        files.add(Path.of(other));
      }
    }
    return files;
  }

  private static boolean hasMessages(ForeignDatabase db) throws IOException {
    return db.has("message", "id", "session_id", "data") && db.has("part", "message_id", "data");
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "session", "id", "directory", "title", "time_created", "time_updated");
    db.require(title, "model_usage", "id", "session_id", "model_id", "status", "input_tokens");
    String said =
        hasMessages(db)
            ? "(SELECT count(*) || ' ' || total(length(p.data)) FROM message t JOIN part p"
                + " ON p.message_id = t.id WHERE t.session_id = s.id) || ' ' || "
            : "";
    return versions(
        db,
        "SELECT s.id, "
            + said
            + """
            s.time_updated || ' ' || count(m.id) || ' ' || total(m.output_tokens) AS version
            FROM session s LEFT JOIN model_usage m ON m.session_id = s.id AND m.status = 'completed'
            GROUP BY s.id ORDER BY s.time_created, s.id
            """);
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM session WHERE id = ?", id);
    if (rows.isEmpty()) {
      return null;
    }
    ObjectNode session = rows.getFirst();
    List<RecordSession.Entry> records = new ArrayList<>();
    String name = LenientJson.text(session, "title");
    records.add(
        new DraftBuilder(name == null ? "session" : DraftBuilder.TITLE, id)
            .at(session.path("time_created"))
            .text(name)
            .record(session));
    if (hasMessages(db)) {
      ZCodeMessages.read(db, id, records);
    }
    String role = records.size() > 1 ? "model.usage" : "assistant"; // an answer without its text
    for (ObjectNode call :
        db.rows(
            "SELECT * FROM model_usage WHERE session_id = ? AND status = 'completed'"
                + " ORDER BY started_at, id",
            id)) {
      String key = LenientJson.textOr(call, "id", "");
      var usage =
          Usage.ofPrompt(
              LenientJson.number(call, "input_tokens"),
              LenientJson.number(call, "output_tokens"),
              LenientJson.number(call, "cache_creation_input_tokens"),
              LenientJson.number(call, "cache_read_input_tokens"));
      records.add(
          new DraftBuilder(role, key)
              .at(call.path("started_at"))
              .spent(
                  new Spent(LenientJson.text(call, "model_id"), usage, "standard", "zcode " + key))
              .record(call));
    }
    String folder = LenientJson.text(session, "directory");
    String parent = root(db, "session", "parent_id", LenientJson.text(session, "parent_id"));
    return RecordSession.of(SessionName.in(folder, parent, id), records);
  }
}
