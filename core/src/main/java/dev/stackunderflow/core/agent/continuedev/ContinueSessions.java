package dev.stackunderflow.core.agent.continuedev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
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
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/ID.json}. Messages have no times: they get the session's, which the list of
 * sessions has, else the document's.
 *
 * <p>Tokens: a message's {@code usage}, else the session's sums, which count at its end. The prompt
 * holds what was read from the cache, but for Claude's models.
 */
final class ContinueSessions extends DocumentSource {

  private static final String LIST = "sessions.json";

  /** Titles of sessions that have none. */
  private static final Set<String> NO_TITLE = Set.of("New Session", "Untitled Session");

  ContinueSessions(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        1,
        file -> file.toString().endsWith(".json") && !file.toString().equals(LIST));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    if (session == null || !session.path("history").isArray()) {
      return null;
    }
    String id =
        LenientJson.textOr(
            session, "sessionId", document.getFileName().toString().replaceFirst("\\.json$", ""));
    long modified = Files.getLastModifiedTime(document).toMillis();
    long begun = begun(document, id, modified);
    String model = LenientJson.text(session, "chatModelTitle");
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = session.deepCopy();
    head.remove("history");
    String title = LenientJson.textOr(session, "title", "");
    boolean hasTitle = !title.isBlank() && !NO_TITLE.contains(title);
    records.add(
        new DraftBuilder(hasTitle ? DraftBuilder.TITLE : "session", id)
            .atMillis(begun)
            .text(hasTitle ? title : null)
            .record(head));
    boolean hasUsage = false;
    int copied = ContinueForks.copied(session);
    int number = 0;
    for (JsonNode item : session.path("history")) {
      JsonNode message = item.path("message");
      hasUsage |= message.path("usage").isObject();
      records.add(
          message(item, message, id + " " + records.size(), begun, model, number++ < copied));
    }
    String sumsKey = id + " usage";
    if (!hasUsage) {
      JsonNode sums = session.path("usage");
      Usage usage = usage(sums, model);
      if (!usage.isNone() || sums.path("totalCost").asDouble(0) > 0) {
        records.add(
            new DraftBuilder("session.usage", sumsKey)
                .atMillis(modified)
                .spent(new Spent(model, usage, "standard", "continue " + id))
                .record(sums));
      }
    }
    return RecordSession.of(SessionName.in(folder(session), id), records)
        .retracting(hasUsage ? Set.of(sumsKey) : Set.of());
  }

  private static RecordSession.Entry message(
      JsonNode item,
      JsonNode message,
      String key,
      long time,
      @Nullable String model,
      boolean isCopied) {
    String role = LenientJson.textOr(message, "role", "unknown");
    var event = new DraftBuilder(role.equals("tool") ? "tool_result" : role, key).atMillis(time);
    if (!role.equals("tool")) {
      event.text(message.path("content"));
      for (JsonNode part : message.path("content")) {
        event.text(part.path("text"));
      }
    }
    for (JsonNode call : message.path("toolCalls")) {
      event.tool(LenientJson.text(call.path("function"), "name"));
    }
    if (isCopied) {
      event.copied();
    }
    if (role.equals("assistant")) {
      String used = model(item, message, model);
      Usage usage = usage(message.path("usage"), used);
      event.spent(
          usage.isNone() || isCopied
              ? Spent.by(used)
              : new Spent(used, usage, "standard", "continue " + key));
    }
    return event.record(item);
  }

  /** The model of an answer; the session only has the one that was chosen last. */
  private static @Nullable String model(
      JsonNode item, JsonNode message, @Nullable String otherwise) {
    String used = LenientJson.text(message.path("usage"), "model");
    for (JsonNode log : item.path("promptLogs")) {
      String title = LenientJson.text(log, "modelTitle");
      String named = LenientJson.textOr(log.path("completionOptions"), "model", "");
      used = used != null ? used : named.isBlank() ? title : named;
    }
    return used == null ? otherwise : used;
  }

  /** The extension's names, and those of the command line, which keeps the provider's object. */
  private static Usage usage(JsonNode counts, @Nullable String model) {
    boolean isExtension = counts.has("promptTokens");
    JsonNode cache = counts.path(isExtension ? "promptTokensDetails" : "prompt_tokens_details");
    long prompt = LenientJson.number(counts, isExtension ? "promptTokens" : "prompt_tokens");
    long output =
        LenientJson.number(counts, isExtension ? "completionTokens" : "completion_tokens");
    long written =
        LenientJson.number(cache, isExtension ? "cacheWriteTokens" : "cache_write_tokens");
    long read = LenientJson.number(cache, isExtension ? "cachedTokens" : "cached_tokens");
    boolean isClaude = model != null && model.toLowerCase(Locale.ROOT).contains("claude");
    // Behind a router, which names it anthropic/claude, the prompt holds the cache as with others.
    boolean isRouted = model != null && model.indexOf('/') > 0 && prompt >= written + read;
    return isClaude && !isRouted
        ? Usage.of(prompt, output, written, read)
        : Usage.ofPrompt(prompt, output, written, read);
  }

  /** When the session began, by the list of sessions; in milliseconds since 1970. */
  private static long begun(Path document, String id, long otherwise) throws IOException {
    JsonNode list = JsonFiles.read(document.resolveSibling(LIST));
    if (list != null) {
      for (JsonNode session : list) {
        if (LenientJson.textOr(session, "sessionId", "").equals(id)) {
          Instant created = RecordTimes.instant(session.path("dateCreated"));
          return created == null ? otherwise : created.toEpochMilli();
        }
      }
    }
    return otherwise;
  }

  private static @Nullable String folder(ObjectNode session) {
    String folder = LenientJson.text(session, "workspaceDirectory");
    if (folder != null && folder.startsWith("file:")) {
      return FileUris.path(folder);
    }
    return folder == null || folder.isBlank() ? null : LenientJson.absolutePath(folder);
  }
}
