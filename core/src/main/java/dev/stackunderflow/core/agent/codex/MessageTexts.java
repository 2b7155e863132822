package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of a message, and whether Codex wrote it for the user. */
final class MessageTexts {

  /** How messages begin that Codex writes with the role of the user. */
  private static final List<String> INJECTED =
      List.of(
          "# AGENTS.md instructions",
          "<environment_context>",
          "<user_instructions>",
          "<user_action>",
          "<turn_aborted>",
          "<subagent_notification>");

  /** What kinds of content a person gives; other kinds are Codex' own. */
  private static final List<String> TYPED_KINDS = List.of("user.", "shell.", "unknown");

  /** What Codex puts around an image. */
  private static final Pattern IMAGE = Pattern.compile("<image( name=.*)?>|</image>");

  private static final Pattern FOLDER =
      Pattern.compile("\\A<environment_context>\\s*<cwd>([^<\n]+)</cwd>");

  private MessageTexts() {}

  /** The working directory that Codex tells the model, null where it does not in this message. */
  static @Nullable String folder(JsonNode payload) {
    for (String text : of(payload)) {
      Matcher told = FOLDER.matcher(text);
      if (told.find()) {
        return LenientJson.absolutePath(told.group(1).strip());
      }
    }
    return null;
  }

  /** The content of a message without the texts around an image. */
  static List<JsonNode> content(JsonNode payload) {
    JsonNode content = payload.path("content");
    boolean hasImage = content.findValuesAsText("type").contains("input_image");
    List<JsonNode> blocks = new ArrayList<>();
    for (JsonNode block : content) {
      String text = LenientJson.textOr(block, "text", "");
      if (!(hasImage && IMAGE.matcher(text.strip()).matches())) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** The texts of a message. */
  static List<String> of(JsonNode payload) {
    List<String> texts = new ArrayList<>();
    JsonNode content = payload.path("content");
    if (content.isTextual()) {
      texts.add(LenientJson.wellFormed(content.textValue()));
    }
    for (JsonNode block : content(payload)) {
      String text = LenientJson.text(block, "text");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Whether Codex wrote the message: newer versions name the kinds of its content. */
  static boolean isInjected(JsonNode payload, String text) {
    JsonNode kinds =
        payload.path("internal_chat_message_metadata_passthrough").path("content_item_kinds");
    if (!kinds.isEmpty() && "user".equals(LenientJson.text(payload, "role"))) {
      for (JsonNode kind : kinds) {
        if (TYPED_KINDS.stream().anyMatch(kind.asText()::startsWith)) {
          return isInjected(text);
        }
      }
      return true;
    }
    return isInjected(text);
  }

  private static boolean isInjected(String text) {
    return INJECTED.stream().anyMatch(text::startsWith);
  }
}
