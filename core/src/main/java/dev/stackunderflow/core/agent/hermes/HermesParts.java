package dev.stackunderflow.core.agent.hermes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.format.Failures;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row of the messages shows: its text, its calls as JSON text, what was thought in a column
 * of its own.
 */
final class HermesParts implements PartReader {

  private static final PartReader ROW = BlockParts.at("", "/tool_calls");

  @Override
  public List<Part> parts(Event event) {
    ObjectNode row = LenientJson.object(event.rawJson());
    if (row != null && event.role().equals("tool")) {
      return List.of(result(row));
    }
    List<Part> parts = new ArrayList<>(ROW.parts(event));
    if (row != null && event.role().equals("assistant")) {
      for (String column : List.of("reasoning_content", "reasoning")) {
        String thought = LenientJson.textOr(row, column, "");
        if (!thought.isBlank()) {
          parts.addFirst(new Part.Thinking(thought));
          break;
        }
      }
    }
    return parts;
  }

  /** Most tools return an object as JSON text: the output, an error, an exit code. */
  private static Part result(ObjectNode row) {
    JsonNode content = PartReader.input(HermesContent.of(row));
    boolean isError = Failures.isIn(content) || content.path("error").isTextual();
    return Blocks.result(LenientJson.text(row, "tool_call_id"), content, isError, null);
  }
}
