package dev.stackunderflow.core.agent.augment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
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
 * {@code sessions/ID.json}. An entry of {@code chatHistory} is one call of the model: what was sent
 * ({@code request_nodes}: text, tools' results) and what came back ({@code response_nodes}: text,
 * tools, thoughts, tokens). Source: the session store of version 0.36.
 *
 * <p>Tokens: {@code token_usage}; the input is without the cache's.
 */
final class AugmentSessions extends DocumentSource {

  /** Of an exchange: what was sent. */
  private static final List<String> SENT = List.of("request_message", "request_nodes");

  AugmentSessions(String provider, List<Path> folders) {
    super(provider, folders, 1, file -> file.toString().endsWith(".json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    if (session == null || session.path("chatHistory").isEmpty()) {
      return null;
    }
    String name = document.getFileName().toString();
    String id = LenientJson.textOr(session, "sessionId", name.substring(0, name.length() - 5));
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = session.deepCopy();
    head.remove("chatHistory");
    String custom = LenientJson.textOr(session, "customTitle", "");
    String title = custom.isBlank() ? LenientJson.textOr(session, "title", "") : custom;
    records.add(
        new DraftBuilder(custom.isBlank() ? DraftBuilder.TITLE : DraftBuilder.CUSTOM_TITLE, id)
            .at(session.path("created"))
            .text(title)
            .record(head));
    String chosen = LenientJson.textOr(session.path("agentState"), "modelId", "");
    String model = chosen.isBlank() ? null : chosen; // the usual one
    String folder = null;
    for (JsonNode entry : session.path("chatHistory")) {
      if (entry instanceof ObjectNode turn && turn.path("exchange").isObject()) {
        turn(turn, id + " " + records.size(), model, records);
        folder = folder == null ? folder(turn.path("exchange")) : folder;
      }
    }
    String parent = LenientJson.text(session, "parentConversationId");
    return RecordSession.of(
        SessionName.in(folder, parent == null || parent.isBlank() ? null : parent, id), records);
  }

  private static @Nullable String folder(JsonNode exchange) {
    for (JsonNode node : exchange.path("request_nodes")) {
      JsonNode state = node.path("ide_state_node");
      JsonNode opened = state.path("workspace_folders").path(0);
      for (String found :
          new String[] {
            LenientJson.textOr(opened, "folder_root", ""),
            LenientJson.textOr(opened, "repository_root", ""),
            LenientJson.textOr(state.path("current_terminal"), "current_working_directory", "")
          }) {
        if (LenientJson.absolutePath(found) != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static void turn(
      ObjectNode turn, String number, @Nullable String usual, List<RecordSession.Entry> records) {
    JsonNode exchange = turn.path("exchange");
    String request = LenientJson.textOr(exchange, "request_id", "");
    String key = request.isBlank() ? number : request;
    ObjectNode sent = LenientJson.newObject();
    SENT.stream().filter(exchange::has).forEach(field -> sent.set(field, exchange.path(field)));
    String asked = LenientJson.textOr(exchange, "request_message", "");
    boolean hasResults = false;
    for (JsonNode node : exchange.path("request_nodes")) {
      hasResults |= node.path("tool_result_node").isObject();
    }
    JsonNode time = turn.path("finishedAt");
    if (!asked.isBlank() || hasResults) {
      var event = new DraftBuilder(asked.isBlank() ? "tool_result" : "user", key + " request");
      if (turn.path("isHistorySummary").asBoolean(false)) {
        event.notTyped();
      }
      records.add(event.at(time).text(asked).record(sent));
    }
    ObjectNode came = turn.deepCopy();
    came.remove("exchange");
    exchange
        .properties()
        .forEach(
            field -> {
              if (!SENT.contains(field.getKey())) {
                came.set(field.getKey(), field.getValue());
              }
            });
    var answer = new DraftBuilder("assistant", key).at(time).parent(key + " request");
    answer.text(exchange.path("response_text"));
    Usage usage = Usage.NONE;
    String model = usual;
    for (JsonNode node : exchange.path("response_nodes")) {
      if (node.path("tool_use").isObject()) {
        answer.tool(LenientJson.text(node.path("tool_use"), "tool_name"));
      }
      String own = LenientJson.text(node.path("billing_metadata"), "effective_model_name");
      model = own == null ? model : own;
      usage = node.path("token_usage").isObject() ? usage(node.path("token_usage")) : usage;
    }
    answer.spent(
        usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "augment " + key));
    records.add(answer.record(came));
  }

  private static Usage usage(JsonNode usage) {
    return Usage.of(
        LenientJson.number(usage, "input_tokens"),
        LenientJson.number(usage, "output_tokens"),
        LenientJson.number(usage, "cache_creation_input_tokens"),
        LenientJson.number(usage, "cache_read_input_tokens"));
  }
}
