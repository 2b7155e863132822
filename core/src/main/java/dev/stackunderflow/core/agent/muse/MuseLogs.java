package dev.stackunderflow.core.agent.muse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Derived;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/YEAR/MONTH/DAY/ID/session.jsonl}, and {@code subagent/ID/session.jsonl} in it.
 * Records of the stream {@code session} are the conversation; those of a subagent's stream repeat
 * its log. Several records can stand in a line, in a {@code retained_frame}.
 *
 * <p>Tokens: {@code model_completed}; its input holds the cache, its output the reasoning.
 */
final class MuseLogs extends JsonlLogs {

  private static final String LOG = "session.jsonl";
  private static final String SUBAGENT = "subagent";

  /** Where a line has several records. */
  private static final List<String> FRAMES =
      List.of("/children", "/payload/children", "/retained_frame/children");

  private static final String METADATA = "runtime.session.metadata";

  MuseLogs(String provider, List<Path> folders) {
    super(provider, folders, file -> file.endsWith(LOG));
  }

  private static String name(Path file, int fromEnd) {
    int at = file.getNameCount() - fromEnd;
    return at < 0 ? "" : file.getName(at).toString();
  }

  @Override
  protected boolean namesSession(ObjectNode record) {
    return kind(record).equals(METADATA);
  }

  @Override
  protected SessionName session(Path file, List<ObjectNode> first) {
    String folder = null;
    for (ObjectNode record : first) {
      folder = folder == null ? folder(record) : folder;
    }
    String parent = name(file, 3).equals(SUBAGENT) ? name(file, 4) : null;
    return SessionName.in(folder, parent, name(file, 2));
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("record_type").isTextual() || object.path("payload_type").isTextual();
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    boolean isSubagent = context.sessionId().indexOf('/') > 0;
    return (StatelessReader) line -> read(line, isSubagent);
  }

  private static String kind(JsonNode record) {
    return LenientJson.textOr(record, "payload_type", "unknown");
  }

  private static @Nullable String folder(JsonNode record) {
    JsonNode payload = record.path("payload");
    String root = LenientJson.text(payload.path("record"), "workspace_root");
    return LenientJson.absolutePath(root == null ? LenientJson.text(payload, "cwd") : root);
  }

  private static Reading read(ObjectNode line, boolean isSubagent) {
    List<Derived> within = new ArrayList<>();
    for (String frame : FRAMES) {
      for (JsonNode child : line.at(frame)) {
        ObjectNode record = LenientJson.object(LenientJson.textOr(child, "record_json", ""));
        if (record != null) {
          Draft event = event(record, isSubagent).derived().build();
          within.add(new Derived(event, JsonWriter.text(record)));
        }
      }
    }
    return new Reading(event(line, isSubagent).build(), within, folder(line), null);
  }

  private static DraftBuilder event(ObjectNode record, boolean isSubagent) {
    JsonNode payload = record.path("payload");
    JsonNode said = payload.path("event");
    JsonNode stream = record.path("stream");
    boolean isOwn = LenientJson.textOr(stream, "kind", "session").equals("session");
    String kind = LenientJson.textOr(said, "kind", kind(record));
    boolean isRun = isOwn && LenientJson.textOr(payload, "kind", "").equals("run");
    String role = kind;
    if (isRun) {
      role =
          switch (kind) {
            case "started" -> LenientJson.textOr(said, "prompt", "").isBlank() ? kind : "user";
            case "assistant_message_committed", "assistant_tool_calls_committed" -> "assistant";
            case "tool_result_batch_committed" -> "tool_result";
            default -> kind;
          };
    }
    String title =
        LenientJson.textOr(payload, "new_name", LenientJson.textOr(said, "new_name", ""));
    if (kind(record).equals("session.name.changed") && !title.isBlank()) {
      role = DraftBuilder.TITLE;
    }
    var event =
        new DraftBuilder(role, LenientJson.text(record, "id"))
            .at(record.path("recorded_at"))
            .sidechain(isSubagent);
    switch (role) {
      case "user" -> event.text(said.path("prompt"));
      case "assistant" -> {
        event.text(said.path("text"));
        for (JsonNode call : said.path("tool_calls")) {
          event.tool(LenientJson.text(call, "name"));
        }
      }
      case DraftBuilder.TITLE -> event.text(title);
      case "model_completed" -> event.spent(spent(said, stream, record));
      default -> {
        // It stays in the record.
      }
    }
    return event;
  }

  private static Spent spent(JsonNode said, JsonNode stream, ObjectNode record) {
    JsonNode counts = said.path("usage");
    String read = counts.has("cache_read_tokens") ? "cache_read_tokens" : "cached_tokens";
    var usage =
        Usage.ofPrompt(
            LenientJson.number(counts, "input_tokens"),
            LenientJson.number(counts, "output_tokens"),
            LenientJson.number(counts, "cache_write_tokens"),
            LenientJson.number(counts, read));
    String id =
        "muse " + LenientJson.textOr(stream, "id", "") + " " + record.path("sequence").asText();
    String model = LenientJson.text(said, "model");
    return usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", id);
  }
}
