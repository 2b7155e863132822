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
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code threads/T-ID.json}. A message's own {@code usage} counts; the {@code usageLedger} repeats
 * it, and counts only in threads whose messages have none.
 *
 * <p>Tokens: {@code inputTokens} is without the cache.
 */
final class AmpThreads extends DocumentSource {

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
    records.add(
        new DraftBuilder(title == null ? "session" : DraftBuilder.TITLE, id)
            .at(thread.path("created"))
            .text(title)
            .record(head));
    boolean hasUsage = false;
    for (JsonNode message : thread.path("messages")) {
      hasUsage |= message.path("usage").isObject();
      records.add(message(id, records.size(), message));
    }
    List<RecordSession.Entry> ledger = ledger(id, thread);
    if (!hasUsage) {
      records.addAll(ledger);
    }
    var session = RecordSession.of(SessionName.in(folder(thread), id), records);
    return hasUsage
        ? session.retracting(
            ledger.stream().map(entry -> entry.event().uuid()).collect(Collectors.toSet()))
        : session;
  }

  private static RecordSession.Entry message(String id, int number, JsonNode message) {
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
    var event = new DraftBuilder(role, key).at(sent.isNumber() ? sent : usage.path("timestamp"));
    ContentBlocks.read(content, event);
    if (role.equals("assistant")) {
      var counts =
          Usage.of(
              LenientJson.number(usage, "inputTokens"),
              LenientJson.number(usage, "outputTokens"),
              LenientJson.number(usage, "cacheCreationInputTokens"),
              LenientJson.number(usage, "cacheReadInputTokens"));
      String model = LenientJson.text(usage, "model");
      event.spent(
          counts.isNone() ? Spent.by(model) : new Spent(model, counts, "standard", "amp " + key));
    }
    return event.record(message);
  }

  /** What the ledger says of each call; the messages of other versions say the same. */
  private static List<RecordSession.Entry> ledger(String id, ObjectNode thread) {
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode entry : thread.path("usageLedger").path("events")) {
      JsonNode tokens = entry.path("tokens");
      String key = id + " usage " + LenientJson.textOr(entry, "id", String.valueOf(records.size()));
      var counts =
          Usage.of(
              LenientJson.number(tokens, "input"),
              LenientJson.number(tokens, "output"),
              LenientJson.number(tokens, "cacheCreation"),
              LenientJson.number(tokens, "cacheRead"));
      records.add(
          new DraftBuilder("usage", key)
              .at(entry.path("timestamp"))
              .spent(new Spent(LenientJson.text(entry, "model"), counts, "standard", key))
              .record(entry));
    }
    return records;
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
