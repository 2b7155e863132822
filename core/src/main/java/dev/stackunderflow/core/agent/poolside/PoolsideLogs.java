package dev.stackunderflow.core.agent.poolside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trajectories/trajectory-KIND_ID.ndjson}, an event in each line.
 *
 * <p>Tokens: {@code tool_call_inference_end} of each call; the input is without the cache's. The
 * model is in {@code tool_call_inference_start} of the same step.
 */
final class PoolsideLogs extends JsonlLogs {

  private static final String PREFIX = "trajectory-";

  PoolsideLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.getNameCount() == 1
                && file.toString().startsWith(PREFIX)
                && file.toString().endsWith(".ndjson"));
  }

  @Override
  protected SessionName session(Path file, List<ObjectNode> first) {
    String folder = null;
    for (ObjectNode line : first) {
      JsonNode start = line.path("session_start");
      for (String stated :
          new String[] {
            LenientJson.textOr(start, "workspace", ""),
            start.path("working_directories").path(0).asText("")
          }) {
        folder = folder == null ? LenientJson.absolutePath(stated) : folder;
      }
    }
    return SessionName.in(folder, baseName(file).substring(PREFIX.length()));
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return new Reader(carry);
  }

  /** Remembers the model of the step. */
  private static final class Reader implements LineReader {
    private static final String MODEL = "model";
    private @Nullable String model;

    private Reader(ObjectNode carry) {
      model = LenientJson.text(carry, MODEL);
    }

    @Override
    public void save(ObjectNode carry) {
      if (model != null) {
        carry.put(MODEL, model);
      }
    }

    @Override
    public Reading read(ObjectNode line) {
      String type = LenientJson.textOr(line, "type", "unknown");
      String id = LenientJson.text(line, "id");
      var event = new DraftBuilder(role(type), id).at(line.path("timestamp"));
      switch (type) {
        case "session.input" -> event.text(line.path("session_input").path("prompt"));
        case "assistant_message.end" ->
            event
                .text(line.path("assistant_message_end").path("assistant_message"))
                .spent(Spent.by(model));
        case "tool_call.parsed" ->
            event.tool(LenientJson.text(line.path("tool_call_parsed"), "name"));
        case "tool_call.inference.start" -> {
          JsonNode request = line.path("tool_call_inference_start").path("chat_completion_request");
          model = LenientJson.textOr(request, MODEL, model == null ? "" : model);
        }
        case "tool_call.inference.end" ->
            event.spent(spent(line.path("tool_call_inference_end"), id));
        default -> {
          // Results, thoughts and progress stay in the record.
        }
      }
      return Reading.of(event.build(), null);
    }

    private Spent spent(JsonNode counts, @Nullable String id) {
      var usage =
          Usage.of(
              LenientJson.number(counts, "input_tokens"),
              LenientJson.number(counts, "output_tokens"),
              LenientJson.number(counts, "cache_write_input_tokens"),
              LenientJson.number(counts, "cache_read_input_tokens"));
      String used = model == null || model.isBlank() ? null : model;
      return usage.isNone()
          ? Spent.by(used)
          : new Spent(used, usage, "standard", id == null ? null : "poolside " + id);
    }

    private static String role(String type) {
      return switch (type) {
        case "session.input" -> "user";
        case "assistant_message.end", "tool_call.parsed" -> "assistant";
        case "tool_call.result" -> "tool_result";
        default -> type;
      };
    }
  }
}
