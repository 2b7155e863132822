package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transcript that is plain text: a line {@code user:} or {@code assistant:} begins a
 * message; in an answer {@code [Thinking]}, {@code [Tool call] NAME} and {@code [Tool result] NAME}
 * begin blocks, whose further lines are indented. The messages get the form of the newer
 * transcripts.
 */
final class CursorText {

  private static final Pattern BLOCK =
      Pattern.compile("\\[(Thinking|Tool call|Tool result)]\\s*(.*)");
  private static final Pattern ARGUMENT = Pattern.compile("\\s*([\\w-]+)\\s*[:=]\\s*(.*)");

  private CursorText() {}

  static List<ObjectNode> messages(String text) {
    List<ObjectNode> messages = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String role = null;
    for (String line : text.lines().toList()) {
      String begun = role(line);
      if (begun == null) {
        lines.add(line);
      } else {
        add(role, lines, messages);
        role = begun;
        lines.clear();
      }
    }
    add(role, lines, messages);
    return messages;
  }

  private static @Nullable String role(String line) {
    return switch (line.strip()) {
      case "user:" -> "user";
      case "assistant:", "A:" -> "assistant";
      default -> null;
    };
  }

  private static void add(@Nullable String role, List<String> lines, List<ObjectNode> messages) {
    if (role == null) {
      return;
    }
    ObjectNode message = LenientJson.newObject().put("role", role);
    ArrayNode blocks = message.putObject("message").putArray("content");
    if (role.equals("user")) {
      text(CursorPrompt.of(String.join("\n", lines)).typed(), blocks);
    } else {
      answer(lines, blocks);
    }
    if (!blocks.isEmpty()) {
      messages.add(message);
    }
  }

  private static void answer(List<String> lines, ArrayNode blocks) {
    var said = new StringBuilder();
    int at = 0;
    while (at < lines.size()) {
      Matcher block = BLOCK.matcher(lines.get(at).strip());
      if (!block.matches()) {
        said.append(lines.get(at++)).append('\n');
        continue;
      }
      text(said.toString(), blocks);
      said.setLength(0);
      List<String> body = new ArrayList<>();
      at++;
      while (at < lines.size() && isInside(lines.get(at))) {
        body.add(lines.get(at++));
      }
      block(block.group(1), block.group(2), body, blocks);
    }
    text(said.toString(), blocks);
  }

  private static boolean isInside(String line) {
    boolean isIndented = line.isBlank() || Character.isWhitespace(line.charAt(0));
    return isIndented && !BLOCK.matcher(line.strip()).matches();
  }

  private static void block(String kind, String rest, List<String> body, ArrayNode blocks) {
    String text = String.join("\n", body).strip();
    switch (kind) {
      case "Thinking" ->
          blocks.addObject().put("type", "thinking").put("thinking", (rest + "\n" + text).strip());
      case "Tool call" -> {
        ObjectNode call = blocks.addObject().put("type", "tool_use").put("name", rest);
        call.set("input", input(body, text));
      }
      default -> blocks.addObject().put("type", "tool_result").put("content", text);
    }
  }

  private static ObjectNode input(List<String> body, String text) {
    ObjectNode json = LenientJson.object(text);
    if (json != null) {
      return json;
    }
    ObjectNode input = LenientJson.newObject();
    String last = null;
    for (String line : body) {
      Matcher argument = ARGUMENT.matcher(line);
      if (argument.matches()) {
        last = argument.group(1);
        input.put(last, argument.group(2));
      } else if (last != null) {
        input.put(last, input.path(last).asText() + "\n" + line.strip());
      }
    }
    return input;
  }

  private static void text(String text, ArrayNode blocks) {
    if (!text.isBlank()) {
      blocks.addObject().put("type", "text").put("text", text.strip());
    }
  }
}
