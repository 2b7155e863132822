package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a message in the form of Anthropic's API, or of Vercel's AI SDK ({@code
 * tool-call}, {@code tool-result}): a text, or a list of blocks.
 */
public final class ContentBlocks {

  private ContentBlocks() {}

  /** The texts. */
  public static List<String> texts(JsonNode content) {
    List<String> texts = new ArrayList<>();
    if (content.isTextual()) {
      texts.add(content.textValue());
    }
    for (JsonNode block : content) {
      if (LenientJson.textOr(block, "type", "").equals("text")) {
        texts.add(LenientJson.textOr(block, "text", ""));
      }
    }
    return texts;
  }

  /** Adds the texts and the called tools to an event. */
  public static void read(JsonNode content, DraftBuilder event) {
    texts(content).forEach(event::text);
    readTools(content, event);
  }

  /** Adds the called tools to an event. */
  public static void readTools(JsonNode content, DraftBuilder event) {
    for (JsonNode block : content) {
      String type = LenientJson.textOr(block, "type", "");
      if (type.equals("tool_use") || type.equals("tool-call")) {
        String name = LenientJson.text(block, "name");
        event.tool(name == null ? LenientJson.text(block, "toolName") : name);
      }
    }
  }

  /** Whether it holds the results of tools and no text. */
  public static boolean isOnlyResults(JsonNode content) {
    boolean any = false;
    for (JsonNode block : content) {
      String type = LenientJson.textOr(block, "type", "");
      any |= type.equals("tool_result") || type.equals("tool-result");
    }
    return any && texts(content).stream().allMatch(String::isBlank);
  }
}
