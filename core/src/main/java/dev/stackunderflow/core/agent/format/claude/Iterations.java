package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LineReader.Derived;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.util.List;

/**
 * Tokens of other models within a response, such as those of an advisor: {@code usage.iterations}
 * names them, and the usage above it does not hold them.
 */
final class Iterations {

  private Iterations() {}

  /** Adds an event for each iteration of another kind than the message itself. */
  static void read(JsonNode usage, Draft event, List<Derived> derived) {
    int index = 0;
    for (JsonNode iteration : usage.path("iterations")) {
      String kind = LenientJson.textOr(iteration, "type", "message");
      String model = LenientJson.text(iteration, "model");
      if (!kind.equals("message") && model != null && !ClaudeReader.usage(iteration).isNone()) {
        String id = event.spent().id();
        var spent =
            new Spent(
                model,
                ClaudeReader.usage(iteration),
                event.spent().speed(),
                id == null ? null : id + " " + kind + " " + index);
        derived.add(
            new Derived(
                new Draft(
                    event.timestamp(),
                    kind,
                    "",
                    "[]",
                    event.sidechain(),
                    null,
                    event.uuid(),
                    spent,
                    event.flags() | Event.DERIVED),
                JsonWriter.text(iteration)));
      }
      index++;
    }
  }
}
