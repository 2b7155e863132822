package dev.stackunderflow.core.agent.antigravity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.FileUris;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.Protobuf;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.time.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a session, in table {@code steps} of its database: a Protocol Buffers message
 * for each step. 1 is its type, 5.1 the time, 5.3 its source, 5.4 the call that it answers; 19.1 or
 * 19.2 what was typed; 20.1 the answer, 20.3 what was thought, 20.7 the calls (1 id, 2 name, 3
 * arguments); 24.3 an error; 140.2.1 what a tool returned. A step is kept in the form of the
 * transcripts, with its bytes beside it.
 */
final class AntigravitySteps {

  private static final int USER_INPUT = 14;
  private static final int RESPONSE = 15;
  private static final int ERROR = 17;

  private static final Map<Integer, String> TYPES =
      Map.of(USER_INPUT, "USER_INPUT", RESPONSE, "PLANNER_RESPONSE", ERROR, "ERROR_MESSAGE");

  private static final Map<Integer, String> SOURCES =
      Map.of(2, "MODEL", 3, "USER_IMPLICIT", 4, "USER_EXPLICIT", 5, "SYSTEM", 6, "SYSTEM");

  private AntigravitySteps() {}

  static boolean isIn(ForeignDatabase db) throws IOException {
    return db.has("steps", "idx", "step_payload");
  }

  static AntigravityTranscript read(ForeignDatabase db, String id) throws IOException {
    Map<String, ObjectNode> steps = new LinkedHashMap<>();
    for (ObjectNode row : db.rows("SELECT * FROM steps ORDER BY idx")) {
      JsonNode payload = row.path("step_payload");
      if (payload.isBinary() && payload.binaryValue().length > 0) {
        ObjectNode step = step(row, Protobuf.read(payload.binaryValue()));
        steps.put(id + " step " + row.path("idx").asText(), step);
      }
    }
    return AntigravityTranscript.of(steps);
  }

  /** The folder of the session; null where it does not say. */
  static @Nullable String folder(ForeignDatabase db) throws IOException {
    if (db.has("trajectory_metadata_blob", "data")) {
      for (ObjectNode row : db.rows("SELECT data FROM trajectory_metadata_blob")) {
        if (row.path("data").isBinary()) {
          Protobuf metadata = Protobuf.read(row.path("data").binaryValue());
          String uri = metadata.text(7) == null ? metadata.message(1).text(1) : metadata.text(7);
          return uri == null ? null : LenientJson.absolutePath(FileUris.path(uri));
        }
      }
    }
    return null;
  }

  private static ObjectNode step(ObjectNode row, Protobuf payload) throws IOException {
    JsonNode beside = row.path("metadata");
    boolean isBeside = payload.message(5).isEmpty() && beside.isBinary();
    Protobuf metadata = isBeside ? Protobuf.read(beside.binaryValue()) : payload.message(5);
    int stated = (int) payload.number(1);
    int type = stated == 0 ? (int) LenientJson.number(row, "step_type") : stated;
    int source = (int) metadata.number(3);
    boolean isTyped = type == USER_INPUT;
    ObjectNode step = LenientJson.newObject();
    step.put("step_index", row.path("idx").asLong());
    step.put("source", SOURCES.getOrDefault(source, isTyped ? "USER_EXPLICIT" : "MODEL"));
    step.put("type", TYPES.getOrDefault(type, "STEP_TYPE_" + type));
    Protobuf time = metadata.message(1);
    long millis = time.number(1) * 1_000 + time.number(2) / 1_000_000;
    if (millis > 0 && time.number(1) < Integer.MAX_VALUE) {
      step.put("created_at", Timestamps.text(Instant.ofEpochMilli(millis)));
    }
    step.put("content", LenientJson.wellFormed(content(type, payload)));
    String thought = payload.message(20).text(3);
    if (type == RESPONSE && thought != null) {
      step.put("thinking", LenientJson.wellFormed(thought));
    }
    ArrayNode calls = step.putArray("tool_calls");
    for (Protobuf call : payload.message(20).messages(7)) {
      calls.addObject().put("id", call.text(1)).put("name", call.text(2)).put("args", call.text(3));
    }
    String answered = metadata.message(4).text(1);
    if (answered != null) {
      step.put("tool_call_id", answered);
    }
    step.set("step_payload", row.path("step_payload"));
    return step;
  }

  private static String content(int type, Protobuf payload) {
    String text =
        switch (type) {
          case USER_INPUT -> {
            Protobuf input = payload.message(19);
            yield input.text(1) == null ? input.text(2) : input.text(1);
          }
          case RESPONSE -> payload.message(20).text(1);
          case ERROR -> payload.message(24).message(3).text(1);
          default -> payload.message(140).message(2).text(1);
        };
    return text == null ? "" : text;
  }
}
