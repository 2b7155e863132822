package dev.stackunderflow.core.agent.zcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a session, each with its parts. Their tokens are in {@code model_usage}.
 */
final class ZCodeMessages {

  private ZCodeMessages() {}

  static void read(ForeignDatabase db, String session, List<RecordSession.Entry> records)
      throws IOException {
    for (ObjectNode row :
        db.rows("SELECT * FROM message WHERE session_id = ? ORDER BY rowid", session)) {
      ObjectNode info = LenientJson.object(ForeignDatabase.text(row.path("data")));
      if (info == null) {
        continue; // being written
      }
      String id = LenientJson.textOr(row, "id", "");
      ObjectNode raw = LenientJson.newObject();
      raw.set("info", info);
      ArrayNode parts = raw.putArray("parts");
      for (ObjectNode part :
          db.rows("SELECT data FROM part WHERE message_id = ? ORDER BY rowid", id)) {
        ObjectNode data = LenientJson.object(ForeignDatabase.text(part.path("data")));
        if (data != null) {
          parts.add(data);
        }
      }
      JsonNode time =
          row.has("time_created") ? row.path("time_created") : info.path("time").path("created");
      records.add(message(id, info, parts).at(time).record(raw));
    }
  }

  private static DraftBuilder message(String id, ObjectNode info, ArrayNode parts) {
    String said = LenientJson.textOr(info, "role", "unknown");
    String role = said.equals("model") ? "assistant" : said;
    var event = new DraftBuilder(role, id).parent(LenientJson.text(info, "parentID"));
    boolean isTyped = false;
    for (JsonNode part : parts) {
      switch (LenientJson.textOr(part, "type", "")) {
        case "text" -> {
          event.text(Blocks.text(part));
          isTyped |= !part.path("synthetic").asBoolean(false);
        }
        case "tool", "tool_use" -> event.tool(tool(part));
        default -> {
          // Reasoning, steps and compactions stay in the record.
        }
      }
    }
    boolean isSetting = LenientJson.textOr(info.path("semantics"), "kind", "").contains("setting");
    if (role.equals("user") && (!isTyped || isSetting)) {
      event.notTyped();
    }
    if (role.equals("assistant")) {
      event.spent(Spent.by(model(info)));
    }
    return event;
  }

  private static @Nullable String tool(JsonNode part) {
    for (String field : List.of("tool", "name", "tool_name", "toolName")) {
      if (part.path(field).isTextual()) {
        return LenientJson.text(part, field);
      }
    }
    return null;
  }

  private static @Nullable String model(ObjectNode info) {
    for (JsonNode model :
        List.of(
            info.path("modelID"),
            info.path("model_id"),
            info.path("model").path("modelID"),
            info.path("model").path("id"),
            info.path("model"))) {
      if (model.isTextual()) {
        return model.textValue();
      }
    }
    return null;
  }
}
