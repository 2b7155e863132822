package dev.stackunderflow.core.agent.warp;

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
 * {@code warp.sqlite}: table {@code ai_queries} has what was asked, {@code agent_conversations}
 * what was used in all. Answers are on Warp's server only, and of tokens only their sum is noted.
 */
final class WarpDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;

  WarpDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("warp.sqlite")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "ai_queries", "exchange_id", "conversation_id", "start_ts", "input");
    return versions(
        db,
        "SELECT conversation_id AS id, count(*) || ' ' || max(start_ts) || ' '"
            + " || total(length(input)) AS version FROM ai_queries"
            + " GROUP BY conversation_id ORDER BY min(start_ts), conversation_id");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<RecordSession.Entry> records = new ArrayList<>();
    String folder = null;
    boolean isAsked = false;
    for (ObjectNode row :
        db.rows(
            "SELECT * FROM ai_queries WHERE conversation_id = ? ORDER BY start_ts, exchange_id",
            id)) {
      String text = asked(row);
      isAsked |= !text.isBlank();
      String model = LenientJson.text(row, "model_id");
      // Without a question it is a step of the agent, such as a tool's result.
      records.add(
          new DraftBuilder(text.isBlank() ? "step" : "user", LenientJson.text(row, "exchange_id"))
              .at(row.path("start_ts"))
              .text(text)
              .spent(Spent.by(model == null || model.isBlank() ? null : model))
              .record(row));
      String stated = LenientJson.absolutePath(LenientJson.text(row, "working_directory"));
      folder = folder == null ? stated : folder;
    }
    return isAsked ? RecordSession.of(SessionName.in(folder, id), records) : null;
  }

  private static String asked(ObjectNode row) {
    JsonNode input = LenientJson.value(LenientJson.textOr(row, "input", "[]"));
    List<String> texts = new ArrayList<>();
    for (JsonNode item : input == null ? LenientJson.newObject() : input) {
      texts.add(LenientJson.textOr(item.path("Query"), "text", ""));
    }
    texts.removeIf(String::isBlank);
    return String.join("\n", texts);
  }
}
