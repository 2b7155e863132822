package dev.stackunderflow.core.agent.zcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.util.List;

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
    String role = LenientJson.textOr(info, "role", "unknown");
    var event = new DraftBuilder(role, id).parent(LenientJson.text(info, "parentID"));
    boolean isTyped = false;
    for (JsonNode part : parts) {
      switch (LenientJson.textOr(part, "type", "")) {
        case "text" -> {
          event.text(part.path("text"));
          isTyped |= !part.path("synthetic").asBoolean(false);
        }
        case "tool" -> event.tool(LenientJson.text(part, "tool"));
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
      event.spent(Spent.by(LenientJson.text(info, "modelID")));
    }
    return event;
  }
}
