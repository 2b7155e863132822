package dev.stackunderflow.core.agent.vibe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
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
 * {@code logs/session/NAME/}: {@code meta.json} and {@code messages.jsonl}, which has no times.
 *
 * <p>Tokens: {@code session_prompt_tokens}, which hold {@code session_cached_tokens}, and {@code
 * session_completion_tokens}, the sums of the session's calls. They count at its end.
 */
final class VibeSessions extends DocumentSource {

  private static final String META = "meta.json";

  /**
   * The sessions of an agent.
   *
   * @param depth 2 for a folder of each session; 1 for the documents of the first versions, with
   *     {@code metadata} and {@code messages}
   */
  VibeSessions(String provider, List<Path> folders, int depth) {
    super(
        provider,
        folders,
        depth,
        file -> depth == 1 ? file.toString().endsWith(".json") : file.endsWith(META));
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, unit.resolveSibling("messages.jsonl"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    if (!document.endsWith(META)) {
      ObjectNode whole = JsonFiles.object(document);
      List<ObjectNode> said = new ArrayList<>();
      for (JsonNode message : whole == null ? LenientJson.newObject() : whole.path("messages")) {
        if (message instanceof ObjectNode object) {
          said.add(object);
        }
      }
      return whole != null && whole.path("metadata") instanceof ObjectNode meta && !said.isEmpty()
          ? session(document, meta, new JsonLines(said, 0))
          : null;
    }
    ObjectNode meta = JsonFiles.object(document);
    Path log = document.resolveSibling("messages.jsonl");
    JsonLines lines = JsonLines.read(log);
    return meta == null || lines.records().isEmpty() ? null : session(log, meta, lines);
  }

  private static RecordSession session(Path log, ObjectNode meta, JsonLines lines) {
    String id = LenientJson.textOr(meta, "session_id", log.toString());
    String own = LenientJson.text(meta, "model");
    for (String settings : List.of("config", "agent_config")) {
      own = own == null ? LenientJson.text(meta.path(settings), "active_model") : own;
    }
    String model = own;
    JsonNode begin = meta.path("start_time");
    JsonNode end = meta.path("end_time").isTextual() ? meta.path("end_time") : begin;
    List<RecordSession.Entry> records = new ArrayList<>();
    String title = LenientJson.text(meta, "title");
    boolean isAuto = LenientJson.textOr(meta, "title_source", "auto").equals("auto");
    String titleRole = isAuto ? DraftBuilder.TITLE : DraftBuilder.CUSTOM_TITLE;
    records.add(
        new DraftBuilder(title == null ? "session" : titleRole, id)
            .at(begin)
            .text(title)
            .record(meta));
    int last = lines.records().size() - 1;
    for (int i = 0; i <= last; i++) {
      ObjectNode line = lines.records().get(i);
      records.add(message(line, id + " " + i, model).at(i < last ? begin : end).record(line));
    }
    usage(id, meta.path("stats"), model, end, records);
    String parent = LenientJson.textOr(meta, "parent_session_id", "");
    String folder = LenientJson.text(meta.path("environment"), "working_directory");
    return new RecordSession(
        SessionName.in(
            folder == null ? LenientJson.text(meta, "working_dir") : folder,
            parent.isBlank() ? null : parent,
            id),
        records,
        lines.warnings(log));
  }

  private static DraftBuilder message(ObjectNode line, String otherKey, @Nullable String model) {
    String role = LenientJson.textOr(line, "role", "unknown");
    boolean isMessage = role.equals("user") || role.equals("assistant");
    var event = new DraftBuilder(role, LenientJson.textOr(line, "message_id", otherKey));
    if (isMessage) {
      event.text(line.path("content"));
    }
    for (JsonNode call : line.path("tool_calls")) {
      event.tool(LenientJson.text(call.path("function"), "name"));
    }
    if (role.equals("user") && line.path("injected").asBoolean(false)) {
      event.notTyped();
    }
    String own = LenientJson.text(line, "model");
    return role.equals("assistant") ? event.spent(Spent.by(own == null ? model : own)) : event;
  }

  private static void usage(
      String id,
      JsonNode stats,
      @Nullable String model,
      JsonNode time,
      List<RecordSession.Entry> records) {
    var usage =
        Usage.ofPrompt(
            LenientJson.number(stats, "session_prompt_tokens"),
            LenientJson.number(stats, "session_completion_tokens"),
            0,
            LenientJson.number(stats, "session_cached_tokens"));
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("session.usage", id + " usage")
              .at(time)
              .spent(new Spent(model, usage, "standard", "vibe " + id))
              .record(stats));
    }
  }
}
