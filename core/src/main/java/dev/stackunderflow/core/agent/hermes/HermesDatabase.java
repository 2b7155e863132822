package dev.stackunderflow.core.agent.hermes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code state.db}, and one for each profile. For the tokens see {@link HermesUsage}. */
final class HermesDatabase extends DatabaseSource {

  private static final String FILE = "state.db";

  private final String title;
  private final List<Path> folders;

  HermesDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      files.add(folder.resolve(FILE));
      for (Path profile : JsonFiles.in(folder.resolve("profiles"))) {
        files.add(profile.resolve(FILE));
      }
    }
    return files;
  }

  private static boolean hasMessages(ForeignDatabase db) throws IOException {
    return db.has("messages", "id", "session_id", "role", "content", "timestamp");
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    boolean hasSums = db.has("sessions", "id", "output_tokens");
    Map<String, String> versions = new LinkedHashMap<>();
    if (hasMessages(db)) {
      for (ObjectNode row :
          db.rows(
              "SELECT session_id AS id, count(*) || ' ' || max(id) AS version, min(id) AS first"
                  + " FROM messages GROUP BY session_id ORDER BY first")) {
        versions.put(LenientJson.textOr(row, "id", ""), LenientJson.textOr(row, "version", ""));
      }
    } else if (!hasSums) {
      db.require(title, "messages", "id", "session_id", "role", "content", "timestamp");
    }
    if (hasSums) {
      for (ObjectNode session : db.rows("SELECT * FROM sessions ORDER BY rowid")) {
        String id = LenientJson.textOr(session, "id", "");
        if (versions.containsKey(id) || !HermesUsage.of(session).isNone()) {
          session.remove("system_prompt");
          versions.merge(id, session.toString(), String::concat);
        }
      }
    }
    for (ObjectNode used : HermesUsage.versions(db)) {
      String version = LenientJson.textOr(used, "version", "");
      versions.computeIfPresent(
          LenientJson.textOr(used, "id", ""), (_, known) -> known + " " + version);
    }
    return versions.entrySet().stream()
        .map(version -> new Version(version.getKey(), version.getValue()))
        .toList();
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows =
        db.has("sessions", "id") ? db.rows("SELECT * FROM sessions WHERE id = ?", id) : List.of();
    ObjectNode session = rows.isEmpty() ? LenientJson.newObject() : rows.getFirst();
    String model = LenientJson.text(session, "model");
    List<RecordSession.Entry> records = new ArrayList<>();
    String name = LenientJson.text(session, "title");
    records.add(
        new DraftBuilder(name == null ? "session" : DraftBuilder.TITLE, id)
            .at(session.path("started_at"))
            .text(name)
            .record(session));
    JsonNode last = session.path("started_at");
    String said = "SELECT * FROM messages WHERE session_id = ? ORDER BY timestamp, id";
    for (ObjectNode message : hasMessages(db) ? db.rows(said, id) : List.<ObjectNode>of()) {
      last = message.path("timestamp");
      records.add(message(id, message, model));
    }
    Set<String> retracted = HermesUsage.read(db, id, session, last, records);
    String folder = LenientJson.text(session, "cwd");
    String column = "parent_session_id";
    String parent = root(db, "sessions", column, LenientJson.text(session, column));
    return RecordSession.of(SessionName.in(folder, parent, id), records).retracting(retracted);
  }

  private static RecordSession.Entry message(
      String id, ObjectNode message, @Nullable String model) {
    String role = LenientJson.textOr(message, "role", "unknown");
    boolean isMessage = role.equals("user") || role.equals("assistant");
    JsonNode content = HermesContent.of(message);
    String text = Blocks.text(content);
    var event =
        new DraftBuilder(role, id + " " + message.path("id").asText())
            .at(message.path("timestamp"))
            .text(isMessage ? text : null)
            .spent(role.equals("assistant") ? Spent.by(model) : Spent.NOTHING);
    if (role.equals("user") && HermesContent.isMade(text)) {
      event.notTyped();
    }
    if (isZero(message, "active") && !message.path("compacted").asBoolean(false)) {
      event.superseded(); // taken back by going to an earlier state
    }
    JsonNode calls = LenientJson.value(LenientJson.textOr(message, "tool_calls", "[]"));
    if (calls != null) {
      for (JsonNode call : calls) {
        String name = LenientJson.text(call.path("function"), "name");
        event.tool(name == null ? LenientJson.text(call, "name") : name);
      }
    }
    return event.record(message);
  }

  private static boolean isZero(ObjectNode row, String column) {
    return row.path(column).isNumber() && row.path(column).asLong() == 0;
  }
}
