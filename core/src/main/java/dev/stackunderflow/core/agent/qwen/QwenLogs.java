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

  QwenLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.getNameCount() == 3
                && file.getName(1).toString().equals("chats")
                && file.toString().endsWith(".jsonl"));
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    String folder =
        first.stream()
            .map(line -> LenientJson.textOr(line, "cwd", ""))
            .filter(cwd -> !cwd.isEmpty())
            .findFirst()
            .orElse(null);
    return SessionName.in(folder, baseName(file));
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return (StatelessReader) QwenLogs::read;
  }

  private static Reading read(ObjectNode line) {
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
      event.spent(spent(line, id));
    }
    return Reading.of(event.build(), LenientJson.text(line, "cwd"));
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
