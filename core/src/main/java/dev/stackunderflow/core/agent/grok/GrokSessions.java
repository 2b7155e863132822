package dev.stackunderflow.core.agent.grok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code FOLDER/ID/}: {@code chat_history.jsonl} with what was said, {@code updates.jsonl} with the
 * times of the prompts, {@code usage.json} with the tokens of each turn, {@code summary.json} with
 * the title and the folder. A subagent has a folder of its own; its tokens are in the turn that
 * began it, or, where it ended after that turn, are counted with its parent's.
 */
final class GrokSessions extends DocumentSource {

  private static final String SUMMARY = "summary.json";

  GrokSessions(String provider, List<Path> folders) {
    super(provider, folders, 3, file -> file.endsWith(SUMMARY));
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(
        unit,
        unit.resolveSibling("chat_history.jsonl"),
        unit.resolveSibling("updates.jsonl"),
        unit.resolveSibling("usage.json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode summary = JsonFiles.object(document);
    Path parent = document.getParent();
    if (summary == null || parent == null) {
      return null;
    }
    Path history = document.resolveSibling("chat_history.jsonl");
    JsonNode info = summary.path("info");
    String id = LenientJson.textOr(info, "id", parent.getFileName().toString());
    GrokTurns turns = turns(parent, summary);
    List<RecordSession.Entry> records = new ArrayList<>();
    String title =
        LenientJson.textOr(
            summary, "generated_title", LenientJson.textOr(summary, "session_summary", ""));
    records.add(
        new DraftBuilder(title.isEmpty() ? "session" : DraftBuilder.TITLE, id)
            .at(summary.path("created_at"))
            .text(title)
            .record(summary));
    JsonLines lines = JsonLines.read(history);
    var messages = new GrokMessages(id, turns);
    lines.records().forEach(line -> records.add(messages.read(line)));
    boolean isSubagent = LenientJson.textOr(summary, "session_kind", "").equals("subagent");
    Instant forked = RecordTimes.instant(summary.path("forked_at"));
    turns.addUsage(id, isSubagent, forked, records);
    for (GrokTurns.Subagent each : turns.subagents()) {
      Path folder = parent.resolveSibling(each.id());
      turns(folder, summary).since(each.since()).addUsage(each.id(), isSubagent, forked, records);
    }
    return new RecordSession(
        SessionName.in(LenientJson.text(info, "cwd"), isSubagent ? parent(parent, id) : null, id),
        records,
        lines.warnings(history));
  }

  private static GrokTurns turns(Path session, ObjectNode summary) throws IOException {
    return GrokTurns.read(
        JsonLines.read(session.resolve("updates.jsonl")).records(),
        JsonFiles.object(session.resolve("usage.json")),
        summary.path("created_at"),
        LenientJson.textOr(summary, "current_model_id", ""));
  }

  /** The session beside it that began a subagent: {@code PARENT/subagents/ID}. */
  private static @Nullable String parent(Path session, String id) throws IOException {
    for (Path each : JsonFiles.in(session.resolveSibling("."))) {
      if (Files.isDirectory(each.resolve("subagents").resolve(id))) {
        return each.getFileName().toString();
      }
    }
    return null;
  }
}
