package dev.stackunderflow.core.agent.copilotchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a chat. Each is one object of {@code requests}; it becomes two records, what was
 * asked and what was answered.
 *
 * <p>Tokens: {@code promptTokens} is the prompt of a turn's last call, so a turn is only counted
 * where it was the only one. What of the prompt was read from the cache is not stated.
 */
final class ChatTurns {

  /** What a turn has before it is answered; everything else belongs to the answer. */
  private static final List<String> ASKED =
      List.of(
          "requestId",
          "timestamp",
          "confirmation",
          "message",
          "variableData",
          "modeInfo",
          "isSystemInitiated",
          "systemInitiatedLabel",
          "hiddenFromTranscript");

  /** Of the whole chat: what is typed and not sent, and what changes with it. */
  private static final List<String> UNSENT =
      List.of("requests", "inputState", "pendingRequests", "hasPendingEdits");

  private final String chat;
  private final List<RecordSession.Entry> records = new ArrayList<>();

  ChatTurns(String chat) {
    this.chat = chat;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Adds a turn. */
  void add(JsonNode turn) {
    if (!(turn instanceof ObjectNode request)) {
      return;
    }
    String key = LenientJson.textOr(request, "requestId", chat + " " + records.size());
    ObjectNode answer = request.deepCopy();
    answer.remove(ASKED);
    records.add(asked(request, key));
    var text = new AnswerText(request.path("response"));
    if (!text.isEmpty() || request.path("result").isObject()) {
      if (request.has("requestId")) {
        answer.set("requestId", request.path("requestId"));
      }
      records.add(
          new DraftBuilder("assistant", key + " answer")
              .at(answered(request))
              .parent(key)
              .text(text.text())
              .tools(text.tools())
              .spent(spent(request, text, key))
              .record(answer));
    }
  }

  private static RecordSession.Entry asked(ObjectNode request, String key) {
    ObjectNode raw = request.deepCopy();
    raw.retain(ASKED);
    JsonNode message = request.path("message");
    var event = new DraftBuilder("user", key).at(request.path("timestamp"));
    event.text(message.isTextual() ? message : message.path("text"));
    if (request.path("isSystemInitiated").asBoolean(false)
        || request.path("confirmation").isTextual()) {
      event.notTyped(); // a command that ended, or a button
    }
    return event.record(raw);
  }

  private static JsonNode answered(ObjectNode request) {
    for (JsonNode time :
        List.of(
            request.path("responseTimestamp"), request.path("modelState").path("completedAt"))) {
      if (time.isNumber()) {
        return time;
      }
    }
    return request.path("timestamp");
  }

  private static Spent spent(ObjectNode request, AnswerText text, String key) {
    String model = model(request);
    Usage usage = usage(request, text);
    return usage.isNone()
        ? Spent.by(model)
        : new Spent(model, usage, "standard", "copilot-chat " + key);
  }

  private static Usage usage(ObjectNode request, AnswerText text) {
    JsonNode metadata = request.path("result").path("metadata");
    JsonNode rounds = metadata.path("toolCallRounds");
    boolean isOneCall =
        text.tools().isEmpty() && rounds.size() < 2 && metadata.path("summaries").isEmpty();
    for (JsonNode round : rounds) {
      isOneCall &= round.path("toolCalls").isEmpty();
    }
    long prompt = first(request, "promptTokens", metadata, "promptTokens");
    long output = first(request, "completionTokens", metadata, "outputTokens");
    return isOneCall && prompt > 0 ? Usage.of(prompt, output, 0, 0) : Usage.NONE;
  }

  private static long first(JsonNode one, String field, JsonNode other, String otherField) {
    long number = LenientJson.number(one, field);
    return number > 0 ? number : LenientJson.number(other, otherField);
  }

  /** The model that answered; where the editor chose it, the chosen one. */
  private static @Nullable String model(ObjectNode request) {
    String resolved = LenientJson.text(request.path("result").path("metadata"), "resolvedModel");
    for (JsonNode part : request.path("response")) {
      resolved = resolved == null ? LenientJson.text(part.path("resolved"), "id") : resolved;
    }
    String asked = LenientJson.text(request, "modelId");
    String own = asked != null && asked.startsWith("copilot/") ? asked.substring(8) : asked;
    return resolved == null || resolved.isBlank() ? own : resolved;
  }

  /** The records: the chat's own, then its turns'. */
  List<RecordSession.Entry> records(ObjectNode session) {
    ObjectNode head = session.deepCopy();
    head.remove(UNSENT);
    String title = LenientJson.textOr(session, "customTitle", "");
    List<RecordSession.Entry> all = new ArrayList<>();
    all.add(
        new DraftBuilder(title.isBlank() ? "session" : DraftBuilder.TITLE, chat)
            .at(session.path("creationDate"))
            .text(title.isBlank() ? null : title)
            .record(head));
    all.addAll(records);
    return all;
  }
}
