package dev.stackunderflow.core.agent.droid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code FOLDER/ID.jsonl}, {@code ID.jsonl} in older versions, with the messages, and {@code
 * ID.settings.json} with the tokens of the whole session. They count at the session's last message.
 *
 * <p>Tokens: {@code inputTokens} is without the cache, {@code outputTokens} with the reasoning.
 */
final class DroidSessions extends DocumentSource {

  private static final String LOG = ".jsonl";

  DroidSessions(String provider, List<Path> folders, int depth) {
    super(provider, folders, depth, file -> file.getFileName().toString().endsWith(LOG));
  }

  private static String id(Path log) {
    String name = log.getFileName().toString();
    return name.substring(0, name.length() - LOG.length());
  }

  private static Path settings(Path log) {
    return log.resolveSibling(id(log) + ".settings.json");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, settings(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    String id = id(document);
    JsonLines lines = JsonLines.read(document);
    List<RecordSession.Entry> records = new ArrayList<>();
    String folder = null;
    String last = null;
    var keys = new ContentKeys(id);
    var models = DroidModels.of(document);
    for (ObjectNode line : lines.records()) {
      String named = LenientJson.text(line, "id");
      String key = named == null ? keys.next(line) : named;
      folder = folder == null ? LenientJson.text(line, "cwd") : folder;
      String time = LenientJson.text(line, "timestamp");
      last = time == null ? last : time;
      records.add(record(line, key, models).record(line));
    }
    ObjectNode settings = JsonFiles.object(settings(document));
    if (settings != null && !records.isEmpty()) {
      records.add(usage(settings, id, last, models));
    }
    return new RecordSession(SessionName.in(folder, id), records, lines.warnings(document));
  }

  private static DraftBuilder record(ObjectNode line, String key, DroidModels models) {
    String type = LenientJson.textOr(line, "type", "unknown");
    if (type.equals("session_start")) {
      boolean isCustom = line.path("isSessionTitleManuallySet").asBoolean(false);
      return new DraftBuilder(isCustom ? DraftBuilder.CUSTOM_TITLE : DraftBuilder.TITLE, key)
          .text(LenientJson.text(line, "title"));
    }
    JsonNode message = line.path("message");
    JsonNode content = message.path("content");
    boolean isMessage = type.equals("message");
    String role =
        !isMessage
            ? type
            : ContentBlocks.isOnlyResults(content)
                ? "tool_result"
                : LenientJson.textOr(message, "role", "unknown");
    var event =
        new DraftBuilder(role, key)
            .at(LenientJson.text(line, "timestamp"))
            .parent(LenientJson.text(line, "parentId"));
    if (isMessage) {
      ContentBlocks.read(content, event);
    }
    if (role.equals("user") && key.startsWith("context-")) {
      event.notTyped();
    }
    if (role.equals("assistant")) {
      String model = LenientJson.text(message, "modelId");
      event.spent(Spent.by(models.name(model == null ? LenientJson.text(line, "modelId") : model)));
    }
    return event;
  }

  private static RecordSession.Entry usage(
      ObjectNode settings, String id, @Nullable String last, DroidModels models) {
    Usage usage = DroidCopies.usage(settings);
    String copy = DroidCopies.copy(settings);
    String key = copy == null ? id : id + " " + copy;
    String model = models.name(LenientJson.text(settings, "model"));
    return new DraftBuilder("session.usage", key + " usage")
        .at(last)
        .spent(new Spent(model, usage, "standard", usage.isNone() ? null : "droid " + key))
        .record(settings);
  }
}
