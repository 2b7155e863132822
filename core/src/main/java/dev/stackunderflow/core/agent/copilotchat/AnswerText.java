package dev.stackunderflow.core.agent.copilotchat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;

/** The text of an answer and the tools that it calls, from its parts in the order of the chat. */
final class AnswerText {

  /** The kind of a part that is a tool's call. */
  static final String CALL = "toolInvocationSerialized";

  private final StringBuilder text = new StringBuilder();
  private final List<String> tools = new ArrayList<>();

  AnswerText(JsonNode response) {
    if (response.isTextual()) {
      text.append(response.textValue());
    }
    for (JsonNode part : response) {
      text.append(of(part));
      if (LenientJson.textOr(part, "kind", "").equals(CALL)) {
        tools.add(LenientJson.textOr(part, "toolId", "unknown"));
      }
    }
  }

  String text() {
    return text.toString();
  }

  List<String> tools() {
    return tools;
  }

  boolean isEmpty() {
    return text.isEmpty() && tools.isEmpty();
  }

  /** What a part adds to the answer's text: Markdown, or the name of a file or a symbol. */
  static String of(JsonNode part) {
    if (part.isTextual()) {
      return part.textValue();
    }
    return switch (LenientJson.textOr(part, "kind", "")) {
      case "" -> LenientJson.textOr(part, "value", "");
      case "markdownContent", "markdownVuln" ->
          LenientJson.textOr(part.path("content"), "value", "");
      case "inlineReference" -> reference(part);
      default -> "";
    };
  }

  private static String reference(JsonNode part) {
    JsonNode target = part.path("inlineReference");
    String name = LenientJson.textOr(part, "name", LenientJson.textOr(target, "name", ""));
    if (!name.isEmpty()) {
      return "`" + name + "`";
    }
    JsonNode at = target.has("uri") ? target.path("uri") : target;
    String path = LenientJson.textOr(at, "path", LenientJson.textOr(at, "fsPath", ""));
    return path.isEmpty() ? "" : "`" + path.substring(path.lastIndexOf('/') + 1) + "`";
  }
}
