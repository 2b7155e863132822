package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an agent's events whose records hold {@link Blocks} at known places. The text is the
 * event's own, without what the agent put around it.
 */
public final class BlockParts implements PartReader {

  private final List<JsonPointer> places;

  private BlockParts(List<JsonPointer> places) {
    this.places = places;
  }

  /**
   * Reads the blocks at these places.
   *
   * @param places JSON pointers (RFC 6901) to a block, a list of blocks, or the JSON text of one
   */
  public static BlockParts at(String... places) {
    return new BlockParts(Stream.of(places).map(JsonPointer::compile).toList());
  }

  @Override
  public List<Part> parts(Event event) {
    ObjectNode raw = LenientJson.object(event.rawJson());
    if (raw == null) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    boolean hasText =
        event.isMessage() && !event.is(Event.NOT_TYPED) && !event.contentText().isBlank();
    @Nullable Part text = hasText ? new Part.Text(event.contentText()) : null;
    for (JsonPointer place : places) {
      JsonNode found = raw.at(place);
      JsonNode parsed = found.isTextual() ? LenientJson.value(found.textValue()) : found;
      for (JsonNode block : parsed == null ? List.<JsonNode>of() : blocks(parsed)) {
        if (text != null && isText(block)) {
          parts.add(text);
          text = null;
        } else {
          Blocks.read(block, parts);
        }
      }
    }
    if (text != null) {
      // After what was thought, before what was called.
      int thoughts = 0;
      while (thoughts < parts.size() && parts.get(thoughts) instanceof Part.Thinking) {
        thoughts++;
      }
      parts.add(thoughts, text);
    }
    if (parts.stream().noneMatch(Part.ToolCall.class::isInstance)) {
      PLAIN.parts(event).stream().filter(Part.ToolCall.class::isInstance).forEach(parts::add);
    }
    return parts;
  }

  private static Iterable<JsonNode> blocks(JsonNode found) {
    return found.isArray() ? found : found.isObject() ? List.of(found) : List.of();
  }

  private static boolean isText(JsonNode block) {
    String type = LenientJson.textOr(block, "type", "");
    boolean isPlain =
        type.isEmpty() && block.has("text") && !block.path("thought").asBoolean(false);
    return isPlain || type.equals("text");
  }
}
