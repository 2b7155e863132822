package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a rollout's line shows. Events repeat the items; only what no item says is read of them. */
final class CodexParts implements PartReader {

  /** A command that the user ran. */
  private static final Pattern SHELL =
      Pattern.compile(
          "^<user_shell_command>\\s*<command>\\s*(.*?)\\s*</command>\\s*<result>\\s*(.*?)\\s*</result>",
          Pattern.DOTALL);

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    JsonNode payload = line.has("payload") ? line.path("payload") : line;
    List<Part> parts = new ArrayList<>();
    String type = LenientJson.textOr(line, "type", "");
    if (type.equals("event_msg")) {
      String reviewed = ReviewMode.asked(type, payload);
      if (LenientJson.textOr(payload, "type", "").equals("turn_aborted")) {
        parts.add(new Marker(Kind.INTERRUPTED, ""));
      } else if (reviewed != null) {
        parts.add(new Part.Text(reviewed));
      }
    } else if (type.equals("compacted")) {
      parts.add(new Marker(Kind.COMPACTED, LenientJson.textOr(payload, "message", "")));
    } else {
      item(event, payload, parts);
    }
    return parts;
  }

  private static void item(Event event, JsonNode payload, List<Part> parts) {
    String id = LenientJson.text(payload, "call_id");
    switch (LenientJson.textOr(payload, "type", "")) {
      case "message" -> message(event, payload, parts);
      case "reasoning" -> {
        String thought = Blocks.text(payload.path("summary"));
        String whole = Blocks.text(payload.path("content"));
        if (!(thought + whole).isBlank()) {
          parts.add(new Part.Thinking(whole.isBlank() ? thought : whole));
        }
      }
      case "function_call" ->
          parts.add(
              new Part.ToolCall(id, name(payload), PartReader.input(payload.path("arguments"))));
      case "custom_tool_call" ->
          parts.add(new Part.ToolCall(id, name(payload), PartReader.input(payload.path("input"))));
      case "local_shell_call" -> parts.add(new Part.ToolCall(id, "shell", payload.path("action")));
      case "web_search_call" ->
          parts.add(new Part.ToolCall(id, "web_search", payload.path("action")));
      case "function_call_output", "custom_tool_call_output" ->
          parts.add(result(id, payload.path("output")));
      default -> {
        // Settings, state and usage.
      }
    }
  }

  private static String name(JsonNode payload) {
    String name = LenientJson.textOr(payload, "name", "unknown");
    String space = LenientJson.textOr(payload, "namespace", "");
    return space.startsWith("mcp__") ? space + (space.endsWith("__") ? "" : "__") + name : name;
  }

  private static void message(Event event, JsonNode payload, List<Part> parts) {
    String results = ReviewMode.results(event.contentText());
    if (results != null) {
      parts.add(new Marker(Kind.OUTPUT, results));
    }
    if (!event.isMessage() || event.is(Event.NOT_TYPED)) {
      return;
    }
    JsonNode content = payload.path("content");
    if (content.isTextual()) {
      text(content.textValue(), parts);
    }
    for (JsonNode block : MessageTexts.content(payload)) {
      String text = LenientJson.text(block, "text");
      if (text != null) {
        text(text, parts);
      } else {
        Blocks.read(block, parts);
      }
    }
  }

  private static void text(String text, List<Part> parts) {
    String start = text.stripLeading();
    Matcher shell = SHELL.matcher(start);
    if (shell.find()) {
      parts.add(new Part.Text("! " + shell.group(1)));
      parts.add(new Marker(Kind.OUTPUT, shell.group(2)));
    } else if (!text.isBlank()
        && !start.startsWith("<turn_aborted>") // an event says so too
        && !start.startsWith("<environment_context>")
        && !start.startsWith("<subagent_notification>")) {
      parts.add(new Part.Text(LenientJson.wellFormed(text)));
    }
  }

  /** An output is a text, a list of blocks, or the JSON text of an object. */
  private static Part.ToolResult result(@Nullable String id, JsonNode output) {
    ObjectNode object =
        output.isTextual() && output.textValue().startsWith("{")
            ? LenientJson.object(output.textValue())
            : null;
    JsonNode said = object == null ? MissingNode.getInstance() : object;
    String agent = LenientJson.text(said, "agent_id");
    var subagent =
        agent == null ? null : new Part.Subagent(agent, LenientJson.text(said, "nickname"));
    boolean isError =
        LenientJson.number(said.path("metadata"), "exit_code") != 0
            || (output.has("success") && !output.path("success").asBoolean(true));
    JsonNode shown = said.has("output") ? said.path("output") : output;
    return Blocks.result(id, shown, isError, subagent);
  }
}
