package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/rollout-DAY-ID.json} of Codex' first versions, which were written in TypeScript:
 * {@code session} and {@code items}, those of the Responses API. Version 0.1.2504 saves the whole
 * conversation under another name each time; 0.1.2505 does when a day has passed. The files of a
 * conversation begin with the same items, and are one session, which is named by its first item
 * that has an id. Items have no times, the session has no folder, and no tokens are noted. Source:
 * the files of 0.1.2504172351 and 0.1.2505172129.
 */
final class SavedConversations extends DocumentSource {

  SavedConversations(String provider, List<Path> folders) {
    super(provider, folders, 1, SavedConversations::isRollout);
  }

  private static boolean isRollout(Path file) {
    return file.toString().startsWith("rollout-") && file.toString().endsWith(".json");
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode saved = JsonFiles.object(document);
    if (saved == null || !saved.path("items").isArray() || saved.path("items").isEmpty()) {
      return null;
    }
    JsonNode items = saved.path("items");
    String id = firstId(items);
    if (id == null) {
      if (continues(document, items)) {
        return null;
      }
      String name = document.getFileName().toString();
      id = LenientJson.textOr(saved.path("session"), "id", name.replaceFirst("\\.json$", ""));
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode item : items) {
      records.add(record(item, id + " " + records.size()));
    }
    return RecordSession.of(SessionName.in(null, id), records);
  }

  /** The id of the first item that has one: prompts and results have none. */
  private static @Nullable String firstId(JsonNode items) {
    for (JsonNode item : items) {
      String id = LenientJson.textOr(item, "id", "");
      if (!id.isBlank()) {
        return id;
      }
    }
    return null;
  }

  /** Whether another document has these items and the answer to them. */
  private static boolean continues(Path document, JsonNode items) throws IOException {
    for (Path other : JsonFiles.in(document.resolveSibling("."))) {
      if (isRollout(other.getFileName()) && !other.getFileName().equals(document.getFileName())) {
        JsonNode longer = other(other).path("items");
        boolean isStart = longer.size() > items.size() && firstId(longer) != null;
        for (int i = 0; isStart && i < items.size(); i++) {
          isStart = longer.path(i).equals(items.path(i));
        }
        if (isStart) {
          return true;
        }
      }
    }
    return false;
  }

  /** Another document; one that cannot be read is reported when it is its turn. */
  private static JsonNode other(Path document) throws IOException {
    String text = JsonFiles.text(document);
    ObjectNode other = text == null ? null : LenientJson.object(text);
    return other == null ? LenientJson.newObject() : other;
  }

  private static RecordSession.Entry record(JsonNode item, String key) {
    String type = LenientJson.textOr(item, "type", "unknown");
    boolean isMessage = type.equals("message");
    boolean isCall = CodexReader.CALLS.contains(type);
    String role = isMessage ? LenientJson.textOr(item, "role", "unknown") : type;
    // No version can continue it: an item is not a line of a rollout.
    var event = new DraftBuilder(isCall ? "assistant" : role, key).derived();
    if (isMessage) {
      String text = String.join("\n", MessageTexts.of(item));
      event.text(text);
      if (MessageTexts.isInjected(item, text)) {
        event.notTyped();
      }
    } else if (isCall) {
      event.tool(LenientJson.textOr(item, "name", type));
    }
    return event.record(item);
  }
}
