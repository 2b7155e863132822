package dev.stackunderflow.core.agent.antigravity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.Protobuf;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code conversations/ID.db}, one for each session. Table {@code gen_metadata} has a Protocol
 * Buffers message for each call: 1.4 the tokens (2 input, 3 output, 4 written to the cache, 5 read
 * from it, 7 and 11 ids), 1.9.4 the time, 1.19 the model, 1.21 its label. What was said is in a
 * transcript beside it, where the version writes one, else in table {@code steps}.
 *
 * <p>Tokens: the input is without the cache.
 */
final class AntigravityDatabases extends DatabaseSource {

  private static final int MODEL = 19;
  private static final int LABEL = 21;

  /** What a row says of a call. */
  private record Call(String key, Protobuf said, ObjectNode row) {}

  private final String title;
  private final List<Path> folders;

  AntigravityDatabases(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      for (Path file : JsonFiles.in(folder.resolve("conversations"))) {
        if (file.toString().endsWith(".db")) {
          files.add(file);
        }
      }
    }
    return files;
  }

  @Override
  public List<Path> files(Path unit) {
    List<Path> files = new ArrayList<>(super.files(unit));
    Path log = log(unit, id(unit));
    if (log != null) {
      files.add(log);
    }
    return files;
  }

  private static String id(Path file) {
    return file.getFileName().toString().replaceFirst("\\.db$", "");
  }

  private static String id(ForeignDatabase db) {
    return id(db.file());
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    if (!AntigravitySteps.isIn(db)) {
      db.require(title, "gen_metadata", "idx", "data");
    }
    String calls = version(db, "gen_metadata", "0");
    String steps = version(db, "steps", "total(length(step_payload))");
    Path log = log(db.file(), id(db));
    String said = log == null ? "" : " " + Files.size(log) + " " + Files.getLastModifiedTime(log);
    return List.of(new Version(id(db), calls + steps + said));
  }

  private static String version(ForeignDatabase db, String table, String more) throws IOException {
    if (!db.has(table, "idx")) {
      return "";
    }
    String columns = "count(*) || ' ' || coalesce(max(idx), 0) || ' ' || " + more;
    ObjectNode row = db.rows("SELECT " + columns + " AS version FROM " + table).getFirst();
    return LenientJson.textOr(row, "version", "");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<RecordSession.Entry> records = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    String folder = folder(above(db.file()), id);
    Path log = log(db.file(), id);
    if (log != null || AntigravitySteps.isIn(db)) {
      var transcript =
          log == null ? AntigravitySteps.read(db, id) : AntigravityTranscript.read(log, id);
      records.addAll(transcript.records());
      warnings.addAll(transcript.warnings());
      folder = folder == null ? transcript.folder() : folder;
      folder = folder == null ? AntigravitySteps.folder(db) : folder;
    }
    String role = records.isEmpty() ? "assistant" : "model.usage"; // an answer without its text
    String all = "SELECT idx, data FROM gen_metadata ORDER BY idx";
    boolean hasCalls = db.has("gen_metadata", "idx", "data");
    List<Call> calls = new ArrayList<>();
    Map<String, String> models = new HashMap<>();
    for (ObjectNode row : hasCalls ? db.rows(all) : List.<ObjectNode>of()) {
      JsonNode data = row.path("data");
      if (data.isBinary()) {
        Protobuf call = Protobuf.read(data.binaryValue()).message(1);
        String key = id + " " + row.path("idx").asText();
        calls.add(new Call(key, call, row));
        if (call.text(LABEL) != null && call.text(MODEL) != null) {
          models.putIfAbsent(call.text(LABEL), call.text(MODEL));
        }
      }
    }
    calls.forEach(call -> records.add(call(role, call, model(call.said(), models))));
    return records.isEmpty()
        ? null
        : new RecordSession(SessionName.in(folder, id), records, warnings);
  }

  private static Path above(Path file) {
    return file.resolve("../..").normalize();
  }

  private static @Nullable Path log(Path file, String id) {
    return AntigravityTranscript.file(above(file), id);
  }

  /** Some calls have only the model's label, which others have beside its name. */
  private static @Nullable String model(Protobuf call, Map<String, String> models) {
    String model = call.text(MODEL);
    String label = call.text(LABEL);
    return model != null || label == null ? model : models.getOrDefault(label, label);
  }

  private static RecordSession.Entry call(String role, Call one, @Nullable String model) {
    Protobuf call = one.said();
    String key = one.key();
    Protobuf tokens = call.message(4);
    var usage = Usage.of(tokens.number(2), tokens.number(3), tokens.number(4), tokens.number(5));
    String response = tokens.text(7) == null ? tokens.text(11) : tokens.text(7);
    Protobuf time = call.message(9).message(4);
    String named = response == null ? key : "antigravity " + response;
    return new DraftBuilder(role, key)
        .atMillis(time.number(1) * 1_000 + time.number(2) / 1_000_000)
        .spent(new Spent(model, usage, "standard", usage.isNone() ? null : named))
        .record(one.row());
  }

  /** The folder of a session, by the list of sessions. */
  static @Nullable String folder(Path folder, String id) throws IOException {
    Path summaries = folder.resolve("conversation_summaries.db");
    if (!Files.isRegularFile(summaries)) {
      return null;
    }
    try (ForeignDatabase db = ForeignDatabase.open(summaries)) {
      if (db.has("conversation_summaries", "conversation_id", "workspace_uris")) {
        for (ObjectNode row :
            db.rows(
                "SELECT workspace_uris FROM conversation_summaries WHERE conversation_id = ?",
                id)) {
          JsonNode uris = LenientJson.value(LenientJson.textOr(row, "workspace_uris", "[]"));
          if (uris != null && uris.path(0).isTextual()) {
            return FileUris.path(uris.path(0).textValue());
          }
        }
      }
    }
    return null;
  }
}
