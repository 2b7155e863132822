package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person types while the agent works: Claude Code logs it as an attachment, as a user's
 * line, or as both with no answer between them. It is one message.
 */
final class QueuedPrompts {

  private static final String QUEUED = "queued";
  private static final String TYPED = "typed";

  /** How many prompts are remembered until the other line of them comes. */
  private static final int REMEMBERED = 8;

  private final List<Long> queued;
  private final List<Long> typed;

  QueuedPrompts(ObjectNode carry) {
    queued = numbers(carry.path(QUEUED));
    typed = numbers(carry.path(TYPED));
  }

  void save(ObjectNode carry) {
    save(carry, QUEUED, queued);
    save(carry, TYPED, typed);
  }

  private static List<Long> numbers(JsonNode array) {
    List<Long> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.longValue()));
    return numbers;
  }

  private static void save(ObjectNode carry, String name, List<Long> numbers) {
    if (numbers.isEmpty()) {
      carry.remove(name);
      return;
    }
    ArrayNode array = carry.putArray(name);
    numbers.forEach(array::add);
  }

  /** Adds the prompt of an attachment; false where it holds none that a person typed. */
  static boolean text(ObjectNode line, List<String> texts) {
    JsonNode attachment = line.path("attachment");
    if (!"queued_command".equals(LenientJson.text(attachment, "type"))
        || !"prompt".equals(LenientJson.textOr(attachment, "commandMode", "prompt"))) {
      return false;
    }
    JsonNode prompt = attachment.path("prompt");
    if (prompt.isTextual()) {
      texts.add(LenientJson.wellFormed(prompt.textValue()));
    }
    for (JsonNode block : prompt) {
      String text = LenientJson.text(block, "text");
      if (text != null) {
        texts.add(text);
      }
    }
    return !texts.isEmpty() && !texts.getFirst().startsWith("<task-notification>");
  }

  /** An answer: the same prompt behind it was typed again. */
  void answered() {
    queued.clear();
    typed.clear();
  }

  /** Whether the prompt is the second line of one that was logged in the other way before. */
  boolean isSecond(List<String> texts, boolean isQueued) {
    if (texts.isEmpty()) {
      return false;
    }
    Long key = new FieldDigest().text(String.join("\n", texts).strip()).key();
    if ((isQueued ? typed : queued).remove(key)) {
      return true;
    }
    List<Long> own = isQueued ? queued : typed;
    own.add(key);
    if (own.size() > REMEMBERED) {
      own.removeFirst();
    }
    return false;
  }
}
