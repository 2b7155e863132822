package dev.stackunderflow.core.agent.format;

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
 * The logs of CodeBuddy and WorkBuddy: {@code projects/PROJECT/SESSION.jsonl}, and subagents' as
 * {@code agent-*.jsonl} beside them, or in {@code SESSION/subagents}. A line is a message, a call,
 * a result, a thought or a title.
 *
 * <p>Tokens: the provider's own {@code rawUsage}, whose prompt holds what was read from the cache;
 * else the line's {@code usage}. All lines of one {@code messageId} repeat one usage.
 */
public final class BuddyLogs extends JsonlLogs {

  private static final String SUBAGENTS = "subagents";

  private static final List<String> INJECTED =
      List.of("<system-reminder>", "<command-", "<local-command-stdout>", "Caveat:");

  public BuddyLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.toString().endsWith(".jsonl")
                && (file.getNameCount() == 2
                    || (file.getNameCount() == 4 && file.getName(2).toString().equals(SUBAGENTS))));
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    String name = baseName(file);
    String session = null;
    String folder = null;
    for (ObjectNode line : first) {
      session = session == null ? LenientJson.text(line, "sessionId") : session;
      folder = folder == null ? LenientJson.text(line, "cwd") : folder;
    }
    int names = file.getNameCount();
    if (names > 2 && file.getName(names - 2).toString().equals(SUBAGENTS)) {
      return SessionName.in(folder, file.getName(names - 3).toString(), name);
    }
    boolean isSubagent = name.startsWith("agent-") && session != null && !name.equals(session);
    return SessionName.in(
        folder, isSubagent ? session : null, isSubagent || session == null ? name : session);
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    boolean isSubagent = context.sessionId().contains("/");
    return (StatelessReader) line -> read(provider(), line, isSubagent);
  }

  private static Reading read(String provider, ObjectNode line, boolean isSubagent) {
    String type = LenientJson.textOr(line, "type", "unknown");
    var event =
        new DraftBuilder(role(line, type), LenientJson.text(line, "id"))
            .at(line.path("timestamp"))
            .parent(LenientJson.text(line, "parentId"))
            .sidechain(isSubagent);
    switch (type) {
      case "message" -> message(line, event);
      case "function_call" -> event.tool(LenientJson.text(line, "name"));
      case "topic" -> event.text(line.path("topic"));
      case "ai-title" -> event.text(line.path("title"));
      default -> {
        // Results, thoughts and snapshots stay in the record.
      }
    }
    event.spent(spent(provider, line));
    return Reading.of(event.build(), LenientJson.text(line, "cwd"));
  }

  private static String role(ObjectNode line, String type) {
    return switch (type) {
      case "message" -> LenientJson.textOr(line, "role", "unknown");
      case "function_call" -> "assistant";
      case "function_call_result" -> "tool_result";
      case "topic", "ai-title" -> DraftBuilder.TITLE;
      default -> type;
    };
  }

  private static void message(ObjectNode line, DraftBuilder event) {
    JsonNode content = line.path("content");
    boolean isTyped = false;
    if (content.isTextual()) {
      event.text(content);
      isTyped = !isInjected(content.textValue());
    }
    for (JsonNode block : content) {
      String type = LenientJson.textOr(block, "type", "");
      if (type.equals("input_text") || type.equals("output_text") || type.equals("text")) {
        event.text(block.path("text"));
        isTyped |= !isInjected(LenientJson.textOr(block, "text", ""));
      }
    }
    if (!isTyped && LenientJson.textOr(line, "role", "").equals("user")) {
      event.notTyped();
    }
  }

  private static boolean isInjected(String text) {
    return INJECTED.stream().anyMatch(text.stripLeading()::startsWith);
  }

  private static Spent spent(String provider, ObjectNode line) {
    JsonNode data = line.path("providerData");
    String model = LenientJson.text(data, "model");
    model = model == null ? LenientJson.text(data, "requestModelId") : model;
    Usage usage = usage(line, data);
    if (usage.isNone()) {
      return Spent.by(model);
    }
    String message = LenientJson.text(data, "messageId");
    return new Spent(model, usage, "standard", message == null ? null : provider + " " + message);
  }

  private static Usage usage(ObjectNode line, JsonNode data) {
    JsonNode raw = data.path("rawUsage");
    if (raw.has("prompt_tokens") || raw.has("completion_tokens")) {
      JsonNode details = raw.path("prompt_tokens_details");
      long cached =
          Math.max(
              LenientJson.number(details, "cached_tokens"),
              most(raw, "cache_read_input_tokens", "prompt_cache_hit_tokens", "cached_tokens"));
      return Usage.ofPrompt(
          LenientJson.number(raw, "prompt_tokens"),
          LenientJson.number(raw, "completion_tokens"),
          most(raw, "cache_creation_input_tokens", "prompt_cache_write_tokens"),
          cached);
    }
    JsonNode usage = line.path("message").path("usage");
    if (usage.isObject()) {
      long input = LenientJson.number(usage, "input_tokens");
      long output = LenientJson.number(usage, "output_tokens");
      long written = LenientJson.number(usage, "cache_creation_input_tokens");
      long read = LenientJson.number(usage, "cache_read_input_tokens");
      // The total says whether the input has the cache's tokens in it.
      return LenientJson.number(usage, "total_tokens") == input + output
          ? Usage.ofPrompt(input, output, written, read)
          : Usage.of(input, output, written, read);
    }
    JsonNode own = data.path("usage");
    return Usage.of(
        LenientJson.number(own, "inputTokens"),
        LenientJson.number(own, "outputTokens"),
        LenientJson.number(own, "cacheCreationInputTokens"),
        LenientJson.number(own, "cacheReadInputTokens"));
  }

  /** One count under the names of several providers. */
  private static long most(JsonNode counts, String... names) {
    long most = 0;
    for (String name : names) {
      most = Math.max(most, LenientJson.number(counts, name));
    }
    return most;
  }
}
