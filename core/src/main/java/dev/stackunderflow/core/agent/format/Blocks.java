package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.ImageSize;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that agents make messages of: Anthropic's ({@code tool_use}, {@code tool_result}),
 * OpenAI's ({@code tool_calls}, {@code image_url}), Google's ({@code functionCall}), and those of
 * agents that have their own.
 */
public final class Blocks {

  private Blocks() {}

  /** Adds what a block holds beside text; what is not known adds nothing. */
  public static void read(JsonNode block, List<Part> parts) {
    switch (type(block)) {
      case "thinking", "reasoning", "think" -> think(parts, thought(block));
      case "tool_use", "server_tool_use", "toolCall", "tool_call", "tool.call", "tool-call" ->
          call(block, block, parts);
      case "function" -> call(block, block.has("function") ? block.path("function") : block, parts);
      case "toolRequest" -> call(block, block.path("toolCall").path("value"), parts);
      case "tool", "dynamic-tool" -> tool(block, parts);
      case "tool_result",
          "web_search_tool_result",
          "toolResult",
          "tool.result",
          "tool-result",
          "toolResponse" ->
          parts.add(result(block));
      case "image", "input_image", "image_url", "imageUrl" -> parts.add(image(block));
      case "content.part" -> read(block.path("part"), parts);
      default -> untyped(block, parts);
    }
  }

  private static String type(JsonNode block) {
    return LenientJson.textOr(block, "type", LenientJson.textOr(block, "role", ""));
  }

  private static boolean isImage(JsonNode block) {
    return type(block).contains("image");
  }

  /** Blocks that are known by a field of theirs. */
  private static void untyped(JsonNode block, List<Part> parts) {
    if (block.path("thought").asBoolean(false)) {
      think(parts, LenientJson.text(block, "text"));
    } else if (block.has("functionCall")) {
      call(block.path("functionCall"), block.path("functionCall"), parts);
    } else if (block.has("functionResponse")) {
      JsonNode response = block.path("functionResponse");
      JsonNode said = response.path("response");
      boolean isError =
          (said.has("error") && !said.path("error").isNull())
              || Failures.isIn(said)
              || Failures.isShell(LenientJson.textOr(response, "name", ""), text(said));
      parts.add(new Part.ToolResult(id(response), text(said), List.of(), isError, null));
    } else if (block.has("inlineData")) {
      parts.add(image(block.path("inlineData")));
    } else if (block.has("name")
        && (block.has("args") || block.has("arguments") || block.has("input"))) {
      call(block, block, parts);
    } else if (block.has("tool_call_id") && block.has("return_value")) {
      parts.add(result(block));
    } else if (block.has("subject") && block.has("description")) {
      think(parts, LenientJson.text(block, "description"));
    }
  }

  private static void think(List<Part> parts, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      parts.add(new Part.Thinking(text));
    }
  }

  private static @Nullable String thought(JsonNode block) {
    for (String field : List.of("thinking", "text", "think")) {
      String text = LenientJson.text(block, field);
      if (text != null) {
        return text;
      }
    }
    return text(block.path("summary")) + text(block.path("content"));
  }

  /** Adds a call, with its result where that stands beside it. */
  private static void call(JsonNode block, JsonNode called, List<Part> parts) {
    JsonNode input = MissingNode.getInstance();
    for (String field : List.of("input", "arguments", "args")) {
      input = input.isMissingNode() ? called.path(field) : input;
    }
    String name =
        LenientJson.textOr(called, "name", LenientJson.textOr(called, "toolName", "unknown"));
    var call = new Part.ToolCall(id(block), name, PartReader.input(input));
    JsonNode own = block.path("result");
    if (!block.has("toolCall") && !own.isMissingNode() && !own.isNull()) {
      JsonNode shown = block.path("resultDisplay");
      boolean isError = Failures.isIn(block, own) || Failures.isShell(name, text(own));
      String text = shown.isTextual() ? shown.textValue() : text(own);
      call = call.with(List.of(new Part.ToolResult(call.id(), text, List.of(), isError, null)));
    }
    parts.add(call);
  }

  /** OpenCode's and Codebuff's blocks hold call and result; a role {@code tool} is a result. */
  private static void tool(JsonNode block, List<Part> parts) {
    String name = LenientJson.text(block, "tool");
    JsonNode state = block.path("state");
    if (name == null) {
      name = LenientJson.text(block, "toolName");
      state = block;
    }
    if (name == null) {
      parts.add(result(block));
      return;
    }
    var call = new Part.ToolCall(id(block), name, PartReader.input(state.path("input")));
    String error = LenientJson.text(state, "error");
    if (error != null || state.has("output")) {
      String text = error != null ? error : text(state.path("output"));
      boolean isError = error != null || Failures.isIn(state, state.path("output"));
      var child = Part.Subagent.of(LenientJson.text(state.path("metadata"), "sessionId"));
      call = call.with(List.of(new Part.ToolResult(call.id(), text, List.of(), isError, child)));
    }
    parts.add(call);
  }

  /** A block that is the result of a tool. */
  private static Part.ToolResult result(JsonNode block) {
    JsonNode content = MissingNode.getInstance();
    for (String field :
        List.of("content", "result", "return_value", "run", "toolResult", "output")) {
      content = content.isMissingNode() ? block.path(field) : content;
    }
    boolean isError =
        Failures.isIn(block, content, content.path("result"))
            || LenientJson.textOr(content, "type", "").startsWith("error");
    return result(id(block), content, isError, null);
  }

  /** A tool's result in any of the forms that agents write: a text, a list of blocks, an object. */
  public static Part.ToolResult result(
      @Nullable String callId,
      JsonNode content,
      boolean isError,
      Part.@Nullable Subagent subagent) {
    List<Part.Image> images = new ArrayList<>();
    for (JsonNode block : content.isArray() ? content : MissingNode.getInstance()) {
      if (isImage(block) || block.has("inlineData")) {
        images.add(image(block.has("inlineData") ? block.path("inlineData") : block));
      }
    }
    String text = text(content);
    return new Part.ToolResult(callId, text, images, isError || Failures.isStated(text), subagent);
  }

  /** The id of a call, under the names that agents give it. */
  private static @Nullable String id(JsonNode block) {
    for (String field :
        List.of("tool_use_id", "toolUseID", "tool_call_id", "toolCallId", "callID", "call_id")) {
      String id = LenientJson.text(block, field);
      if (id != null) {
        return id;
      }
    }
    return LenientJson.text(block, "id");
  }

  /** An image: its data beside its type, inside a source, or in a URL. */
  public static Part.Image image(JsonNode block) {
    JsonNode at = block.has("source") ? block.path("source") : block;
    String type = "";
    for (String field : List.of("media_type", "mimeType", "mime", "mediaType")) {
      type = type.isEmpty() ? LenientJson.textOr(at, field, "") : type;
    }
    String data = LenientJson.textOr(at, "data", "");
    JsonNode address = at.path("url");
    for (String field : List.of("image_url", "imageUrl")) {
      address = at.has(field) ? at.path(field) : address;
    }
    String url = address.isTextual() ? address.textValue() : LenientJson.textOr(address, "url", "");
    int comma = url.indexOf(";base64,");
    if (data.isEmpty() && url.startsWith("data:") && comma > 0) {
      type = url.substring("data:".length(), comma);
      data = url.substring(comma + ";base64,".length());
    }
    return ImageSize.of(type, data);
  }

  /** The text in a value: itself, that of its blocks, or what its best known field says. */
  public static String text(JsonNode value) {
    if (value.isTextual()) {
      return LenientJson.wellFormed(value.textValue());
    }
    if (value.isArray()) {
      var lines = new ArrayList<String>();
      value.forEach(block -> lines.add(text(block)));
      lines.removeIf(String::isEmpty);
      return String.join("\n", lines);
    }
    if (value.isObject()) {
      if (isImage(value)) {
        return "";
      }
      if (!value.has("output") && (value.has("stdout") || value.has("stderr"))) {
        String out = text(value.path("stdout")).strip();
        String errors = text(value.path("stderr")).strip();
        return out.isEmpty() || errors.isEmpty() ? out + errors : out + "\n" + errors;
      }
      boolean isKnown = false;
      for (String field :
          List.of(
              "output",
              "text",
              "Text",
              "Json",
              "content",
              "result",
              "value",
              "functionResponse",
              "response",
              "message",
              "error")) {
        String text = value.path(field).isNull() ? "" : text(value.path(field));
        if (!text.isEmpty()) {
          return text;
        }
        isKnown |= value.has(field) && !value.path(field).isNull();
      }
      return value.isEmpty() || isKnown ? "" : value.toString();
    }
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }
}
