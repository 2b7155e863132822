package dev.stackunderflow.core.agent.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code projects/FOLDER/chats/ID.jsonl}. The system lines repeat the tokens of the answers.
 *
 * <p>Tokens: {@code promptTokenCount} holds what was read from the cache and written to it; the
 * difference of the total and the prompt is the output with the reasoning, whether or not {@code
 * candidatesTokenCount} holds it.
 */
final class QwenLogs extends JsonlLogs {

  private static final String SUBAGENTS = "subagents";

  QwenLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file -> {
          String kind = file.getNameCount() < 2 ? "" : file.getName(1).toString();
          boolean isChat = file.getNameCount() == 3 && kind.equals("chats");
          boolean isSubagent = file.getNameCount() == 4 && kind.equals(SUBAGENTS);
          return (isChat || isSubagent) && file.toString().endsWith(".jsonl");
        });
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    String folder =
        first.stream()
            .map(line -> LenientJson.textOr(line, "cwd", ""))
            .filter(cwd -> !cwd.isEmpty())
            .findFirst()
            .orElse(null);
    Path above = file.getName(file.getNameCount() - 2);
    boolean isSubagent = file.getName(file.getNameCount() - 3).toString().equals(SUBAGENTS);
    return SessionName.in(folder, isSubagent ? above.toString() : null, baseName(file));
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    boolean isSubagent = context.sessionId().contains("/");
    return (StatelessReader) line -> read(line, isSubagent);
  }

  private static Reading read(ObjectNode line, boolean isSubagent) {
    String type = LenientJson.textOr(line, "type", "unknown");
    String id = LenientJson.text(line, "uuid");
    var event =
        new DraftBuilder(type, id)
            .at(LenientJson.text(line, "timestamp"))
            .parent(LenientJson.text(line, "parentUuid"))
            .sidechain(line.path("isSidechain").asBoolean(false));
    boolean isMessage = type.equals("user") || type.equals("assistant");
    for (JsonNode part : line.path("message").path("parts")) {
      if (isMessage && !part.path("thought").asBoolean(false)) {
        event.text(part.path("text"));
      }
      if (part.path("functionCall").isObject()) {
        event.tool(LenientJson.text(part.path("functionCall"), "name"));
      }
    }
    if (type.equals("user")
        && !LenientJson.textOr(line, "provenance", "real_user").equals("real_user")) {
      event.notTyped();
    }
    if (type.equals("assistant")) {
      // A subagent's tokens are in the telemetry of the session that began it, with their model.
      event.spent(isSubagent ? Spent.by(LenientJson.text(line, "model")) : spent(line, id));
    } else if (type.equals("system")) {
      event.spent(beside(line.path("systemPayload").path("uiEvent")));
    }
    return Reading.of(event.build(), LenientJson.text(line, "cwd"));
  }

  /**
   * The telemetry of a response repeats an answer's tokens. That of a subagent, and of a summary
   * that replaces the conversation, has no answer in the log and counts itself; what Qwen Code does
   * by itself in the background ({@code managed-…}) is not part of the session.
   */
  private static Spent beside(JsonNode response) {
    String agent = LenientJson.textOr(response, "subagent_name", "");
    boolean isSummary = LenientJson.textOr(response, "prompt_id", "").startsWith("compress-");
    boolean isOwn = !agent.isEmpty() && !agent.startsWith("managed-");
    String id = LenientJson.text(response, "response_id");
    if (id == null || !(isSummary || isOwn)) {
      return Spent.NOTHING;
    }
    long prompt = LenientJson.number(response, "input_token_count");
    var usage =
        Usage.ofPrompt(
            prompt,
            Math.max(
                LenientJson.number(response, "output_token_count"),
                LenientJson.number(response, "total_token_count") - prompt),
            0,
            LenientJson.number(response, "cached_content_token_count"));
    String model = LenientJson.text(response, "model");
    return usage.isNone() ? Spent.NOTHING : new Spent(model, usage, "standard", "qwen " + id);
  }

  private static Spent spent(ObjectNode line, @Nullable String id) {
    JsonNode counts = line.path("usageMetadata");
    long prompt = LenientJson.number(counts, "promptTokenCount");
    long written = LenientJson.number(counts, "candidatesTokenCount");
    long total = LenientJson.number(counts, "totalTokenCount");
    var usage =
        Usage.ofPrompt(
            prompt,
            Math.max(written, total - prompt),
            0,
            LenientJson.number(counts, "cachedContentTokenCount"));
    String model = LenientJson.text(line, "model");
    return usage.isNone()
        ? Spent.by(model)
        : new Spent(model, usage, "standard", id == null ? null : "qwen " + id);
  }
}
