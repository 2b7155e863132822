package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordTimes;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of newer versions: {@code sessions/cli/ID.jsonl} with lines {@code {version, kind,
 * data}}, and {@code ID.json} with the folder, the title and the model. Only prompts have a time:
 * what follows one has the same.
 */
final class KiroSessions extends DocumentSource {

  private static final String LOG = ".jsonl";

  private final KiroDatabase database;

  KiroSessions(String provider, List<Path> folders, KiroDatabase database) {
    super(
        provider,
        folders.stream()
            .flatMap(folder -> Stream.of("sessions/cli", "sessions").map(folder::resolve))
            .toList(),
        1,
        file -> file.toString().endsWith(LOG));
    this.database = database;
  }

  private static Path head(Path log) {
    String name = log.getFileName().toString();
    return log.resolveSibling(name.substring(0, name.length() - LOG.length()) + ".json");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, head(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode found = JsonFiles.object(head(document));
    ObjectNode head = found == null ? LenientJson.newObject() : found;
    String name = document.getFileName().toString();
    String id =
        LenientJson.textOr(head, "session_id", name.substring(0, name.length() - LOG.length()));
    Instant written = RecordTimes.instant(head.path("updated_at"));
    if (written == null) {
      written = Files.getLastModifiedTime(document).toInstant();
    }
    if (database.has(id, written)) {
      return null;
    }
    JsonLines lines = JsonLines.read(document);
    List<RecordSession.Entry> records = new ArrayList<>();
    String title = LenientJson.text(head, "title");
    if (found != null) {
      ObjectNode shown = head.deepCopy();
      shown.remove("session_state"); // permissions and settings, rewritten all the time
      records.add(
          new DraftBuilder(title == null ? "session" : DraftBuilder.TITLE, id)
              .at(head.path("created_at"))
              .text(title)
              .record(shown));
    }
    String model =
        LenientJson.text(
            head.path("session_state").path("rts_model_state").path("model_info"), "model_id");
    JsonNode time = head.path("created_at");
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      JsonNode own = line.path("data").path("meta").path("timestamp");
      time = own.isMissingNode() ? time : own;
      records.add(record(line, keys.next(line), model).at(time).record(line));
    }
    String parent = LenientJson.text(head, "parent_session_id");
    return new RecordSession(
        SessionName.in(LenientJson.text(head, "cwd"), parent, id),
        records,
        lines.warnings(document));
  }

  private static DraftBuilder record(ObjectNode line, String otherKey, @Nullable String model) {
    String kind = LenientJson.textOr(line, "kind", "unknown");
    JsonNode data = line.path("data");
    String role =
        switch (kind) {
          case "Prompt" -> "user";
          case "AssistantMessage" -> "assistant";
          case "ToolResults" -> "tool_result";
          default -> kind;
        };
    var event = new DraftBuilder(role, LenientJson.textOr(data, "message_id", otherKey));
    String used = model;
    for (JsonNode block : data.path("content")) {
      JsonNode value = block.path("data");
      switch (LenientJson.textOr(block, "kind", "")) {
        case "text" -> event.text(value);
        case "toolUse" -> event.tool(LenientJson.text(value, "name"));
        case "thinking" -> used = LenientJson.textOr(value, "modelId", used == null ? "" : used);
        default -> {
          // Results and images stay in the record.
        }
      }
    }
    boolean isKnown = used != null && !used.isEmpty();
    return role.equals("assistant") && isKnown ? event.spent(Spent.by(used)) : event;
  }
}
