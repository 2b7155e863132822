package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Utf8Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One chat: what its log of changes comes to. A line with a known message replaces it; {@code $set}
 * replaces the list. Messages that a list no longer has were said all the same: they come first, as
 * superseded.
 *
 * <p>Tokens: {@code input} holds {@code cached}; {@code tool} is beside it; {@code output} is
 * without {@code thoughts}.
 */
final class GeminiChat {

  private static final String CONTEXT = "<session_context>";

  private static final Pattern FOLDER =
      Pattern.compile("working in the (?:following )?director(?:y|ies): *\\n? *-? *([^\\n]+)");

  private final ObjectNode head = LenientJson.newObject();
  private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
  private final Map<String, ObjectNode> dropped = new LinkedHashMap<>();
  private long damaged;

  /** Takes a line of a log. */
  private void change(String line) {
    LogRecords found = LogRecords.of(Utf8Text.of(line), _ -> false);
    damaged += found.isDamaged() ? 1 : 0;
    found.records().forEach(record -> change(record.json()));
  }

  private void change(ObjectNode change) {
    if (change.has("$rewindTo")) {
      rewind(LenientJson.textOr(change, "$rewindTo", ""));
    } else if (change.has("$set")) {
      whole(change.path("$set"));
    } else if (change.has("id") && change.has("type")) {
      put(change);
    } else {
      whole(change);
    }
  }

  /** Takes new values, the list of messages among them. */
  private void whole(JsonNode values) {
    for (var value : values.properties()) {
      if (value.getKey().equals("messages")) {
        replace(value.getValue());
      } else {
        head.set(value.getKey(), value.getValue());
      }
    }
  }

  /** A list repeats known messages without their model and tokens: it only says which remain. */
  private void replace(JsonNode list) {
    Map<String, ObjectNode> known = new LinkedHashMap<>(dropped);
    known.putAll(messages);
    messages.clear();
    for (JsonNode message : list) {
      if (message instanceof ObjectNode object) {
        String id = id(object);
        messages.put(id, known.getOrDefault(id, object));
      }
    }
    dropped.clear();
    dropped.putAll(known);
    dropped.keySet().removeAll(messages.keySet());
  }

  /** Takes back a message and all behind it; all messages where it is not known. */
  private void rewind(String id) {
    boolean isTaken = !messages.containsKey(id);
    for (String each : List.copyOf(messages.keySet())) {
      isTaken |= each.equals(id);
      if (isTaken) {
        dropped.put(each, messages.remove(each));
      }
    }
  }

  private void put(ObjectNode message) {
    messages.put(id(message), message);
  }

  private String id(ObjectNode message) {
    return LenientJson.textOr(message, "id", "message " + messages.size());
  }

  @Nullable String sessionId() {
    return LenientJson.text(head, "sessionId");
  }

  /** Reads a file. */
  static GeminiChat read(Path file) throws IOException {
    var chat = new GeminiChat();
    if (file.toString().endsWith(".jsonl")) {
      String text = JsonFiles.text(file);
      if (text != null) {
        text.lines().forEach(chat::change);
      }
    } else if (JsonFiles.read(file) instanceof ObjectNode object) {
      chat.whole(object);
    }
    return chat;
  }

  /** The folder that the agent's first message names, where it does. */
  @Nullable String namedFolder() {
    for (ObjectNode message : messages.values()) {
      String text = text(message);
      Matcher named = FOLDER.matcher(text);
      if (text.startsWith(CONTEXT) && named.find()) {
        return named.group(1).strip();
      }
    }
    return null;
  }

  /** Tries the folders of the paths that the messages name. */
  void tryFolders(HashedFolder folder) {
    for (ObjectNode message : messages.values()) {
      if (folder.found() == null) {
        folder.tryTexts(message.path("toolCalls"));
        folder.tryTexts(message.path("content"));
      }
    }
  }

  /** Names what could not be read. */
  List<String> warnings(Path file) {
    return damaged == 0
        ? List.of()
        : List.of(file + " has damaged lines (" + damaged + "). Everything else in it was read.");
  }

  List<RecordSession.Entry> records() {
    List<RecordSession.Entry> records = new ArrayList<>();
    for (ObjectNode message : dropped.values()) {
      // An empty list at a resume is no statement that nothing was said.
      if (!text(message).startsWith("<")) {
        records.add(record(message, true));
      }
    }
    messages.values().forEach(message -> records.add(record(message, false)));
    String summary = LenientJson.text(head, "summary");
    records.add(
        new DraftBuilder(summary == null ? "session" : "summary", sessionId())
            .at(head.path("startTime"))
            .text(summary)
            .record(head));
    return records;
  }

  private RecordSession.Entry record(ObjectNode message, boolean isSuperseded) {
    String type = LenientJson.textOr(message, "type", "unknown");
    String id = LenientJson.textOr(message, "id", "");
    String text = text(message);
    String role =
        switch (type) {
          case "gemini" -> "assistant";
          case "user" -> text.isEmpty() && hasResult(message) ? "tool_result" : "user";
          default -> type;
        };
    var event = new DraftBuilder(role, id).at(message.path("timestamp")).text(text);
    for (JsonNode call : message.path("toolCalls")) {
      event.tool(LenientJson.text(call, "name"));
    }
    if (role.equals("user") && text.startsWith(CONTEXT)) {
      event.notTyped();
    }
    if (role.equals("assistant")) {
      event.spent(spent(message, id));
    }
    if (isSuperseded) {
      event.superseded();
    }
    return event.record(message);
  }

  private static boolean hasResult(ObjectNode message) {
    for (JsonNode part : message.path("content")) {
      if (part.has("functionResponse")) {
        return true;
      }
    }
    return false;
  }

  private static String text(ObjectNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return content.textValue();
    }
    List<String> texts = new ArrayList<>();
    // A list of parts, or one part; a part may be a text.
    for (JsonNode part : content.isObject() ? List.of(content) : content) {
      String text = part.isTextual() ? part.textValue() : LenientJson.text(part, "text");
      if (text != null && !part.path("thought").asBoolean(false)) {
        texts.add(text);
      }
    }
    return String.join("\n", texts);
  }

  private static Spent spent(ObjectNode message, String id) {
    JsonNode tokens = message.path("tokens");
    long cached = LenientJson.number(tokens, "cached");
    var usage =
        Usage.of(
            Math.max(0, LenientJson.number(tokens, "input") - cached)
                + LenientJson.number(tokens, "tool"),
            LenientJson.number(tokens, "output") + LenientJson.number(tokens, "thoughts"),
            0,
            cached);
    String model = LenientJson.text(message, "model");
    return usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "gemini " + id);
  }
}
