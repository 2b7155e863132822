package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session in OpenCode's format: messages of parts. Each message with its parts is a record, as
 * {@code opencode export} writes it.
 *
 * <p>Tokens: see {@link OpenCodeTokens}.
 */
final class OpenCodeSession {

  /** Titles of sessions that have none yet. */
  private static final List<String> NO_TITLE = List.of("New session - ", "Child session - ");

  private final String id;
  private final @Nullable String root;
  private final @Nullable String folder;
  private final List<RecordSession.Entry> records = new ArrayList<>();

  /** How often each response's name was given: two can have the same times. */
  private final Map<String, Integer> responses = new HashMap<>();

  /**
   * A session without its messages.
   *
   * @param id its id
   * @param root the session that it is a subagent's of, or null
   * @param folder its working directory
   */
  OpenCodeSession(String id, @Nullable String root, @Nullable String folder) {
    this.id = id;
    this.root = root;
    this.folder = folder;
  }

  /** Adds the session's own record. */
  OpenCodeSession info(ObjectNode raw, @Nullable String title, JsonNode created) {
    boolean hasTitle = title != null && NO_TITLE.stream().noneMatch(title::startsWith);
    records.add(
        new DraftBuilder(hasTitle ? DraftBuilder.TITLE : "session", id)
            .at(created)
            .text(hasTitle ? title : null)
            .sidechain(root != null)
            .record(raw));
    return this;
  }

  /** Adds a message with its parts, each with its id. */
  void message(String messageId, ObjectNode info, List<ObjectNode> parts) {
    message(messageId, info, parts, info.path("time").path("created"));
  }

  /** Adds a message whose time may be beside it. */
  void message(String messageId, ObjectNode info, List<ObjectNode> parts, JsonNode created) {
    String role = LenientJson.textOr(info, "role", "unknown");
    var event =
        new DraftBuilder(role, messageId)
            .at(created)
            .parent(LenientJson.text(info, "parentID"))
            .sidechain(root != null);
    boolean isTyped = false;
    for (ObjectNode part : parts) {
      switch (LenientJson.textOr(part, "type", "")) {
        case "text" -> {
          if (!part.path("ignored").asBoolean(false)) {
            event.text(part.path("text"));
            isTyped |= !part.path("synthetic").asBoolean(false);
          }
        }
        case "tool" -> event.tool(LenientJson.text(part, "tool"));
        default -> {
          // Reasoning, steps, files and patches stay in the record.
        }
      }
    }
    if (role.equals("user") && !isTyped) {
      event.notTyped();
    }
    if (role.equals("assistant")) {
      event.spent(spent(info, parts));
    }
    ObjectNode raw = LenientJson.newObject();
    raw.set("info", info);
    ArrayNode all = raw.putArray("parts");
    parts.forEach(all::add);
    records.add(event.record(raw));
  }

  /** A fork copies messages under new ids; their times and tokens stay, and name the response. */
  private Spent spent(ObjectNode info, List<ObjectNode> parts) {
    Usage usage = OpenCodeTokens.of(info, parts);
    String model = LenientJson.text(info, "modelID");
    if (usage.isNone()) {
      return Spent.by(model);
    }
    JsonNode time = info.path("time");
    String response =
        "opencode "
            + LenientJson.number(time, "created")
            + " "
            + LenientJson.number(time, "completed")
            + " "
            + usage.output();
    int same = responses.merge(response, 1, Integer::sum);
    return new Spent(model, usage, "standard", same == 1 ? response : response + " " + same);
  }

  /** All of it. */
  RecordSession build() {
    return RecordSession.of(SessionName.in(folder, root, id), records);
  }
}
