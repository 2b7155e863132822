package dev.stackunderflow.core.agent.gptme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of gptme: text, with thoughts in {@code <think>} and calls of tools such as {@code
 * @shell(call-1): {"command": "ls"}}. Calls that are Markdown code stay text.
 */
final class GptmeText {

  private static final Pattern THOUGHT =
      Pattern.compile("<(think|thinking)>(.*?)(?:</\\1>|\\z)", Pattern.DOTALL);
  private static final Pattern CALL =
      Pattern.compile("(?m)^@([A-Za-z0-9_.-]+)\\(([A-Za-z0-9_.|:-]*)\\):[ \\t]*(?=\\{)");

  private final List<Part> parts = new ArrayList<>();

  GptmeText(String content) {
    Matcher thought = THOUGHT.matcher(content);
    int from = 0;
    while (thought.find()) {
      calls(content.substring(from, thought.start()));
      if (!thought.group(2).isBlank()) {
        parts.add(new Part.Thinking(LenientJson.wellFormed(thought.group(2).strip())));
      }
      from = thought.end();
    }
    calls(content.substring(from));
  }

  private void calls(String text) {
    Matcher call = CALL.matcher(text);
    int from = 0;
    while (call.find()) {
      LenientJson.Prefix input =
          call.start() < from ? null : LenientJson.objectAt(text, call.end());
      if (input != null) {
        text(text.substring(from, call.start()));
        ObjectNode given = input.object();
        String id = call.group(2).isEmpty() ? null : call.group(2);
        parts.add(new Part.ToolCall(id, call.group(1), given));
        from = input.end();
      }
    }
    text(text.substring(from));
  }

  private void text(String text) {
    if (!text.isBlank()) {
      parts.add(new Part.Text(LenientJson.wellFormed(text.strip())));
    }
  }

  List<Part> parts() {
    return parts;
  }

  /** What was said, without thoughts and calls. */
  String said() {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        texts.add(text.text());
      }
    }
    return String.join("\n", texts);
  }

  List<String> tools() {
    List<String> tools = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.ToolCall call) {
        tools.add(call.name());
      }
    }
    return tools;
  }
}
