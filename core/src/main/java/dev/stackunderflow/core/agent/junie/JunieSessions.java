package dev.stackunderflow.core.agent.junie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
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

/**
 * {@code sessions/ID/events.jsonl}: what a person asked, and what was on the screen. A block (a
 * thought, a tool, an answer) is written again in each of its states, with the same {@code stepId}:
 * it is one record, where it stood first, in its last state.
 *
 * <p>Tokens: {@code modelUsage} of each answer of a model; the input is without the cache's. A line
 * that is repeated as it is counts once.
 */
final class JunieSessions extends DocumentSource {

  /** The role of a record of an answer's tokens. */
  static final String USAGE = "llm.usage";

  private static final String EVENTS = "events.jsonl";

  /** Snapshots of what other lines say. */
  private static final Set<String> SKIPPED = Set.of("AgentStateUpdatedEvent", "TaskState");

  JunieSessions(String provider, List<Path> folders) {
    super(provider, folders, 2, file -> file.endsWith(EVENTS));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    String id = document.getName(document.getNameCount() - 2).toString();
    Map<String, Shown> shown = new LinkedHashMap<>();
    var keys = new ContentKeys(id);
    String folder = null;
    for (ObjectNode line : lines.records()) {
      JsonNode said = JunieParts.said(line);
      String kind = LenientJson.textOr(said, "kind", "unknown");
      if (SKIPPED.contains(LenientJson.textOr(line, "kind", "")) || SKIPPED.contains(kind)) {
        continue;
      }
      if (folder == null) {
        folder = LenientJson.absolutePath(LenientJson.text(said, "currentDirectory"));
      }
      String step = LenientJson.textOr(said, "stepId", LenientJson.textOr(said, "requestId", ""));
      String key = step.isBlank() ? null : id + " " + kind + " " + step;
      if (kind.equals("LlmResponseMetadataEvent")) {
        key = id + " usage " + line.path("timestampMs").asText() + " " + said.path("modelUsage");
      }
      if (key == null) {
        key = keys.next(line);
      }
      JsonNode first = line.path("timestampMs");
      shown.merge(key, new Shown(key, first, line), Shown::then);
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    shown.values().forEach(block -> block.records(records));
    if (records.isEmpty()) {
      return null;
    }
    return new RecordSession(SessionName.in(folder, id), records, lines.warnings(document));
  }

  /** A line, or the last state of a block. */
  private record Shown(String key, JsonNode first, ObjectNode line) {

    Shown then(Shown later) {
      boolean isBehind = JunieParts.isDone(line) && !JunieParts.isDone(later.line);
      return new Shown(key, first, isBehind ? line : later.line);
    }

    void records(List<RecordSession.Entry> records) {
      JsonNode said = JunieParts.said(line);
      String kind = LenientJson.textOr(said, "kind", "unknown");
      if (kind.equals("LlmResponseMetadataEvent")) {
        usage(said.path("modelUsage"), records);
        return;
      }
      var event = new DraftBuilder(role(said, kind), key).at(first);
      event.sidechain(isSubagent(said.path("agent")));
      switch (kind) {
        case "UserPromptEvent" -> event.text(JunieParts.prompt(said));
        case "AgentTaskNameUpdatedEvent" -> event.text(said.path("taskName"));
        case "AgentFailureEvent" -> event.text(said.path("message"));
        case "MarkdownBlockUpdatedEvent" -> event.text(said.path("text"));
        case "ResultBlockUpdatedEvent" -> event.text(said.path("result"));
        default -> {
          String tool = JunieParts.tool(said);
          if (tool != null) {
            event.tool(tool);
          }
        }
      }
      records.add(event.record(line));
    }

    private void usage(JsonNode calls, List<RecordSession.Entry> records) {
      for (int i = 0; i < calls.size(); i++) {
        JsonNode call = calls.path(i);
        var usage =
            Usage.of(
                LenientJson.number(call, "inputTokens"),
                LenientJson.number(call, "outputTokens"),
                LenientJson.number(call, "cacheCreateTokens"),
                LenientJson.number(call, "cacheInputTokens"));
        String model = LenientJson.textOr(call, "model", "");
        if (!usage.isNone() && call instanceof ObjectNode stated) {
          var spent =
              new Spent(
                  model.isBlank() ? null : model, usage, "standard", "junie " + key + " " + i);
          records.add(new DraftBuilder(USAGE, key + " " + i).at(first).spent(spent).record(stated));
        }
      }
    }

    private static boolean isSubagent(JsonNode agent) {
      return !LenientJson.textOr(agent, "kind", "MainAgent").equals("MainAgent");
    }

    private static String role(JsonNode said, String kind) {
      return switch (kind) {
        case "UserPromptEvent" -> "user";
        case "AgentTaskNameUpdatedEvent" -> DraftBuilder.TITLE;
        case "AgentThoughtBlockUpdatedEvent",
            "MarkdownBlockUpdatedEvent",
            "ResultBlockUpdatedEvent" ->
            "assistant";
        default -> JunieParts.tool(said) == null ? kind : "assistant";
      };
    }
  }
}
