package dev.stackunderflow.core.agent.junie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line shows: a text, a thought, or a tool with what it returned. */
final class JunieParts implements PartReader {

  /** Of a tool's block: what it was not called with. */
  private static final Set<String> NOT_INPUT =
      Set.of(
          "kind",
          "agent",
          "stepId",
          "status",
          "output",
          "presentableOutput",
          "details",
          "toolType");

  /** What the agent said in a line, or the line itself. */
  static JsonNode said(ObjectNode line) {
    JsonNode said = line.path("event").path("agentEvent");
    return said.isObject() ? said : line;
  }

  /** What a person asked. */
  static String prompt(JsonNode said) {
    String shown = LenientJson.textOr(said, "presentablePrompt", "");
    return shown.isBlank() ? LenientJson.textOr(said, "prompt", "") : shown;
  }

  /** Whether a block no longer changes. */
  static boolean isDone(ObjectNode line) {
    return LenientJson.textOr(said(line), "status", "").equals("COMPLETED");
  }

  /** The tool that a block is of; null where it is of none. */
  static @Nullable String tool(JsonNode said) {
    return switch (LenientJson.textOr(said, "kind", "")) {
      case "ToolBlockUpdatedEvent" -> LenientJson.textOr(said, "toolType", "tool");
      case "TerminalBlockUpdatedEvent" -> "terminal";
      case "ViewFilesBlockUpdatedEvent" -> "view_files";
      case "FileChangesBlockUpdatedEvent" -> "file_changes";
      default -> null;
    };
  }

  @Override
  public List<Part> parts(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    JsonNode said = said(line);
    String tool = tool(said);
    if (tool != null) {
      return List.of(call(said, tool));
    }
    String text = LenientJson.textOr(said, "text", "");
    boolean isThought =
        LenientJson.textOr(said, "kind", "").equals("AgentThoughtBlockUpdatedEvent");
    return isThought && !text.isBlank() ? List.of(new Part.Thinking(text)) : PLAIN.parts(event);
  }

  private static Part.ToolCall call(JsonNode said, String tool) {
    String id = LenientJson.text(said, "stepId");
    ObjectNode input = LenientJson.newObject();
    said.properties()
        .forEach(
            field -> {
              if (!NOT_INPUT.contains(field.getKey())) {
                input.set(field.getKey(), field.getValue());
              }
            });
    var call = new Part.ToolCall(id, tool, input);
    String output =
        LenientJson.textOr(
            said, "presentableOutput", LenientJson.textOr(said, "output", text(said, "details")));
    boolean isError = text(said, "status").equals("FAILED");
    return output.isEmpty() && !isError
        ? call
        : call.with(List.of(new Part.ToolResult(id, output, List.of(), isError, null)));
  }

  private static String text(JsonNode said, String field) {
    return LenientJson.textOr(said, field, "");
  }
}
