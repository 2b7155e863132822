package dev.stackunderflow.core.agent.amp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code threads/T-ID.json}. A message's own {@code usage} counts; the {@code usageLedger} repeats
 * it, and counts the calls of which no message has it.
 *
 * <p>Tokens: {@code inputTokens} is without the cache.
 */
final class AmpThreads extends DocumentSource {

  private static final List<String> MESSAGE =
      List.of(
          "inputTokens",
          "outputTokens",
          "cacheCreationInputTokens",
          "cacheReadInputTokens",
          "totalTokens");

  private static final List<String> LEDGER =
      List.of("input", "output", "cacheCreation", "cacheRead", "total");

  AmpThreads(String provider, List<Path> folders) {
    super(provider, folders, 1, file -> file.toString().matches("T-.*\\.json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode thread = JsonFiles.object(document);
    if (thread == null) {
      return null;
    }
    String id =
        LenientJson.textOr(
            thread, "id", document.getFileName().toString().replaceFirst("\\.json$", ""));
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = thread.deepCopy();
    head.remove(List.of("messages", "usageLedger"));
    String title = LenientJson.text(thread, "title");
    String main = LenientJson.text(thread, "mainThreadID");
    String parent = main == null || main.isBlank() || main.equals(id) ? null : main;
    boolean hasTitle = title != null && parent == null;
    records.add(
        new DraftBuilder(hasTitle ? DraftBuilder.TITLE : "session", id)
            .at(thread.path("created"))
            .text(title)
            .record(head));
    Map<String, String> said = new LinkedHashMap<>();
    for (JsonNode message : thread.path("messages")) {
      if (message.path("usage").isObject()) {
        String key = message.path("messageId").asText("at " + records.size());
        JsonNode usage = message.path("usage");
        said.put(
            key, usage.path("inputTokens").asText() + " " + usage.path("outputTokens").asText());
      }
      records.add(message(id, records.size(), message, parent != null));
    }
    Set<String> repeated = new HashSet<>();
    for (JsonNode call : thread.path("usageLedger").path("events")) {
      RecordSession.Entry entry = call(id, records.size(), call);
      if (isCounted(call, said)) {
        repeated.add(entry.event().uuid());
      } else {
        records.add(entry);
      }
    }
    return RecordSession.of(SessionName.in(folder(thread), parent, id), records)
        .retracting(repeated);
  }

  /**
   * Whether a message says the same; one that was taken back says nothing any more. A message says
   * it of one call. A subagent's calls are in its own thread.
   *
   * @param said the counts of the messages by their ids, those that a call has are taken out
   */
  private static boolean isCounted(JsonNode call, Map<String, String> said) {
    if (call.path("subagentThreadID").isTextual()) {
      return true;
    }
    JsonNode message = call.path("toMessageId");
    if (message.isNumber() || message.isTextual()) {
      return said.remove(message.asText()) != null;
    }
    JsonNode tokens = call.path("tokens");
    return said.values()
        .remove(tokens.path("input").asText() + " " + tokens.path("output").asText());
  }

  private static RecordSession.Entry message(
      String id, int number, JsonNode message, boolean isSubagent) {
    String key =
        message.has("messageId")
            ? id + " " + message.path("messageId").asText()
            : id + " at " + number;
    JsonNode content = message.path("content");
    JsonNode usage = message.path("usage");
    String role =
        ContentBlocks.isOnlyResults(content)
            ? "tool_result"
            : LenientJson.textOr(message, "role", "unknown");
    JsonNode sent = message.path("meta").path("sentAt");
    var event =
        new DraftBuilder(role, key)
            .at(sent.isNumber() ? sent : usage.path("timestamp"))
            .sidechain(isSubagent);
    ContentBlocks.read(content, event);
    if (role.equals("assistant")) {
      String named = LenientJson.text(usage, "model");
      String model = named == null ? LenientJson.text(message, "model") : named;
      Usage counts = usage(usage, MESSAGE, model);
      event.spent(
          counts.isNone() ? Spent.by(model) : new Spent(model, counts, "standard", "amp " + key));
    }
    return event.record(message);
  }

  /** What the ledger says of a call. */
  private static RecordSession.Entry call(String id, int number, JsonNode call) {
    JsonNode tokens = call.path("tokens");
    String key = id + " usage " + LenientJson.textOr(call, "id", String.valueOf(number));
    String model = LenientJson.text(call, "model");
    Usage counts = usage(tokens, LEDGER, model);
    return new DraftBuilder("usage", key)
        .at(call.path("timestamp"))
        .spent(new Spent(model, counts, "standard", key))
        .record(call);
  }

  /**
   * The counts under their names. Of OpenAI's models Amp calls all that was not in the cache
   * "written to it".
   */
  private static Usage usage(JsonNode said, List<String> names, @Nullable String model) {
    long input = LenientJson.number(said, names.get(0));
    long output = LenientJson.number(said, names.get(1));
    long written = LenientJson.number(said, names.get(2));
    long read = LenientJson.number(said, names.get(3));
    long more = LenientJson.number(said, names.get(4)) - input - output - written - read;
    long all = output + Math.max(0, more);
    boolean isUncached = input == 0 && model != null && model.startsWith("gpt-");
    return isUncached ? Usage.of(written, all, 0, read) : Usage.of(input, all, written, read);
  }

  /** The branch and the remote of the first working tree that a thread's own record names. */
  static Stated stated(String record) {
    ObjectNode thread = LenientJson.object(record);
    if (thread != null) {
      for (JsonNode tree : thread.path("env").path("initial").path("trees")) {
        JsonNode repository = tree.path("repository");
        if (repository.isObject()) {
          return Stated.of(
              LenientJson.text(repository, "ref"), LenientJson.text(repository, "url"), null);
        }
      }
    }
    return Stated.NOTHING;
  }

  private static @Nullable String folder(ObjectNode thread) {
    for (JsonNode tree : thread.path("env").path("initial").path("trees")) {
      String uri = LenientJson.textOr(tree, "uri", "");
      if (uri.startsWith("file://")) {
        return FileUris.path(uri);
      }
    }
    return null;
  }
}
