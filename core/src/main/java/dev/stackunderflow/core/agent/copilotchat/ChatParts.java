package dev.stackunderflow.core.agent.copilotchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer. What a tool was given and what it told the model is in {@code
 * result.metadata}: {@code toolCallRounds} and {@code toolCallResults}, by the call's id; what the
 * editor shows of a command and of a server's tool is in the part itself.
 */
final class ChatParts implements PartReader {

  @Override
  public List<Part> parts(Event event) {
    ObjectNode answer = LenientJson.object(event.rawJson());
    if (answer == null || !answer.path("response").isArray()) {
      return PLAIN.parts(event);
    }
    JsonNode metadata = answer.path("result").path("metadata");
    List<Part> parts = new ArrayList<>();
    var text = new StringBuilder();
    for (JsonNode part : answer.path("response")) {
      text.append(AnswerText.of(part));
      String kind = LenientJson.textOr(part, "kind", "");
      if (kind.equals("thinking") || kind.equals(AnswerText.CALL)) {
        flush(text, parts);
        if (kind.equals("thinking")) {
          think(part.path("value"), parts);
        } else {
          parts.add(call(part, metadata));
        }
      }
    }
    flush(text, parts);
    return parts;
  }

  private static void flush(StringBuilder text, List<Part> parts) {
    if (!text.toString().isBlank()) {
      parts.add(new Part.Text(LenientJson.wellFormed(text.toString().strip())));
    }
    text.setLength(0);
  }

  private static void think(JsonNode value, List<Part> parts) {
    var thought = new StringBuilder(value.asText(""));
    value.forEach(piece -> thought.append(piece.asText("")));
    if (!thought.toString().isBlank()) {
      parts.add(new Part.Thinking(LenientJson.wellFormed(thought.toString())));
    }
  }

  private static Part.ToolCall call(JsonNode part, JsonNode metadata) {
    String id = LenientJson.text(part, "toolCallId");
    var call =
        new Part.ToolCall(
            id, LenientJson.textOr(part, "toolId", "unknown"), input(id, part, metadata));
    JsonNode shown = part.path("toolSpecificData");
    JsonNode details = part.path("resultDetails");
    String output = output(id, part, metadata);
    boolean isError = Failures.isIn(part, details, shown.path("terminalCommandState"), shown);
    return output == null && !isError
        ? call
        : call.with(
            List.of(
                new Part.ToolResult(id, output == null ? "" : output, List.of(), isError, null)));
  }

  private static JsonNode input(@Nullable String id, JsonNode part, JsonNode metadata) {
    for (JsonNode round : metadata.path("toolCallRounds")) {
      for (JsonNode called : round.path("toolCalls")) {
        if (isSame(id, LenientJson.text(called, "id"))) {
          return PartReader.input(called.path("arguments"));
        }
      }
    }
    JsonNode line = part.path("toolSpecificData").path("commandLine");
    String command = LenientJson.text(line, "original");
    if (command != null) {
      return LenientJson.newObject().put("command", command);
    }
    JsonNode stated = part.path("resultDetails").path("input");
    return stated.isTextual() ? PartReader.input(stated) : MissingNode.getInstance();
  }

  /** The editor puts something of its own behind some models' ids. */
  private static boolean isSame(@Nullable String id, @Nullable String other) {
    return id != null
        && other != null
        && (id.equals(other) || other.startsWith(id + "__vscode") || id.startsWith(other + "__"));
  }

  private static @Nullable String output(@Nullable String id, JsonNode part, JsonNode metadata) {
    String terminal =
        LenientJson.text(part.path("toolSpecificData").path("terminalCommandOutput"), "text");
    if (terminal != null) {
      return terminal;
    }
    var text = new StringBuilder();
    for (var result : metadata.path("toolCallResults").properties()) {
      if (isSame(id, result.getKey())) {
        result.getValue().path("content").forEach(each -> read(each.path("value"), text));
      }
    }
    if (text.isEmpty()) {
      part.path("resultDetails").path("output").forEach(each -> read(each.path("value"), text));
    }
    return text.isEmpty() ? null : LenientJson.wellFormed(text.toString());
  }

  /** Text, or a tree of nodes whose leaves have it. */
  private static void read(JsonNode value, StringBuilder text) {
    if (value.isTextual()) {
      text.append(value.textValue());
    } else if (value.path("text").isTextual()) {
      text.append(value.path("text").textValue());
    } else {
      read(value.path("node"), value.path("children"), text);
    }
  }

  private static void read(JsonNode node, JsonNode children, StringBuilder text) {
    if (node.isObject()) {
      read(node, text);
    }
    children.forEach(child -> read(child, text));
  }
}
