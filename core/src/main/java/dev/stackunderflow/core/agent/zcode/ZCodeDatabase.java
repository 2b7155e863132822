package dev.stackunderflow.core.agent.zcode;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cli/db/db.sqlite}: table {@code model_usage} has a row for each call, of which only the
 * completed ones count.
 *
 * <p>Tokens: the input holds what was read from the cache and written to it, the output the
 * reasoning.
 */
final class ZCodeDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;

  ZCodeDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("cli/db/db.sqlite")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "session", "id", "directory", "title", "time_created", "time_updated");
    db.require(title, "model_usage", "id", "session_id", "model_id", "status", "input_tokens");
    return versions(
        db,
        """
            SELECT s.id, s.time_updated || ' ' || count(m.id) || ' ' || total(m.output_tokens) AS version
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
          new DraftBuilder("assistant", key) // an answer without its text
              .at(call.path("started_at"))
              .spent(
                  new Spent(LenientJson.text(call, "model_id"), usage, "standard", "zcode " + key))
              .record(call));
    }
    String folder = LenientJson.text(session, "directory");
    String parent = LenientJson.text(session, "parent_id");
    return RecordSession.of(SessionName.in(folder, parent, id), records);
  }
}
