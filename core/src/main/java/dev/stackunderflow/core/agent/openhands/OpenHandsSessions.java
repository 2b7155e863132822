package dev.stackunderflow.core.agent.openhands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code conversations/ID/base_state.json}, and an event in each file of {@code events}. Times have
 * no zone: {@code base.py} writes Python's {@code datetime.now()}.
 *
 * <p>Tokens: the sums of {@code stats.usage_to_metrics}, for each use of a model; the prompt holds
 * the cache's, unless it is smaller. Source: {@code metrics.py} of OpenHands' agent SDK.
 */
final class OpenHandsSessions extends DocumentSource {

  private static final String STATE = "base_state.json";

  private final List<Path> folders;

  OpenHandsSessions(String provider, List<Path> folders) {
    super(provider, folders, 2, file -> file.endsWith(STATE));
    this.folders = folders;
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder, 3)).toList();
  }

  @Override
  public List<Path> files(Path unit) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(unit);
    files.addAll(events(unit));
    return files;
  }

  private static List<Path> events(Path unit) throws IOException {
    return JsonFiles.in(unit.resolveSibling("events")).stream()
        .filter(file -> file.toString().endsWith(".json"))
        .toList();
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode state = JsonFiles.object(document);
    if (state == null) {
      return null;
    }
    String id =
        LenientJson.textOr(state, "id", document.getName(document.getNameCount() - 2).toString());
    String model = LenientJson.text(state.path("agent").path("llm"), "model");
    List<RecordSession.Entry> records = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    JsonNode last = state.path("created_at");
    for (Path file : events(document)) {
      try {
        ObjectNode event = JsonFiles.object(file);
        if (event != null) {
          String name = file.getFileName().toString();
          records.add(record(event, LenientJson.textOr(event, "id", id + " " + name), model));
          last = event.path("timestamp");
        }
      } catch (UnreadableSourceException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }
    if (records.isEmpty()) {
      return null;
    }
    sums(state, id, last, records);
    String folder =
        LenientJson.absolutePath(LenientJson.text(state.path("workspace"), "working_dir"));
    return new RecordSession(SessionName.in(folder, id), records, warnings);
  }

  private static RecordSession.Entry record(ObjectNode line, String key, @Nullable String model) {
    String kind = LenientJson.textOr(line, "kind", "unknown");
    JsonNode message = line.path("llm_message");
    String role =
        switch (kind) {
          case "MessageEvent" -> LenientJson.textOr(message, "role", "unknown");
          case "ActionEvent" -> "assistant";
          case "ObservationEvent", "AgentErrorEvent", "UserRejectObservation" -> "tool_result";
          default -> kind;
        };
    var event = new DraftBuilder(role, key).atLocal(line.path("timestamp"));
    ContentBlocks.texts(message.path("content")).forEach(event::text);
    if (role.equals("user") && !LenientJson.textOr(line, "source", "user").equals("user")) {
      event.notTyped();
    }
    if (kind.equals("ActionEvent")) {
      ContentBlocks.texts(line.path("thought")).forEach(event::text);
      event.tool(
          LenientJson.textOr(
              line, "tool_name", LenientJson.textOr(line.path("tool_call"), "name", "unknown")));
    }
    return event.spent(role.equals("assistant") ? Spent.by(model) : Spent.NOTHING).record(line);
  }

  private static void sums(
      ObjectNode state, String id, JsonNode time, List<RecordSession.Entry> records) {
    for (var use : state.path("stats").path("usage_to_metrics").properties()) {
      JsonNode sum = use.getValue().path("accumulated_token_usage");
      var usage =
          Usage.ofProvider(
              LenientJson.number(sum, "prompt_tokens"),
              LenientJson.number(sum, "completion_tokens"),
              LenientJson.number(sum, "cache_write_tokens"),
              LenientJson.number(sum, "cache_read_tokens"),
              0);
      if (!usage.isNone() && use.getValue() instanceof ObjectNode metrics) {
        String key = id + " usage " + use.getKey();
        String model =
            LenientJson.textOr(sum, "model", LenientJson.textOr(metrics, "model_name", ""));
        records.add(
            new DraftBuilder("session.usage", key)
                .atLocal(time)
                .spent(
                    new Spent(
                        model.isBlank() ? null : model, usage, "standard", "openhands " + key))
                .record(metrics));
      }
    }
  }
}
