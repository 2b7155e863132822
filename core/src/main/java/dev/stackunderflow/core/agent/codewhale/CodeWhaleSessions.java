package dev.stackunderflow.core.agent.codewhale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/ID.json}. Messages have no times but the session's; of the tokens only their sum
 * is noted, not what was read and what was written. A fork begins with the messages of its session.
 * Source: {@code session_manager.rs} of CodeWhale.
 */
final class CodeWhaleSessions extends DocumentSource {

  /** The role of the record with the session's cost. */
  static final String COST = "session.cost";

  /** Documents beside the sessions'. */
  private static final Set<String> OTHERS = Set.of("latest.json", "offline_queue.json");

  CodeWhaleSessions(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        1,
        file -> file.toString().endsWith(".json") && !OTHERS.contains(file.toString()));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    if (session == null
        || !session.path("metadata").isObject()
        || session.path("messages").isEmpty()) {
      return null;
    }
    JsonNode metadata = session.path("metadata");
    String id = LenientJson.textOr(metadata, "id", document.getFileName().toString());
    String model = LenientJson.text(metadata, "model");
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = metadata.deepCopy();
    head.remove("cost");
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .at(metadata.path("created_at"))
            .text(metadata.path("title"))
            .record(head));
    var keys = new ContentKeys(id);
    int copies = metadata.path("forked_from_message_count").asInt(0);
    for (JsonNode item : session.path("messages")) {
      if (item instanceof ObjectNode message) {
        var event = message(message, keys.next(message), model).at(time(message, metadata));
        records.add((copies-- > 0 ? event.copied() : event).record(message));
      }
    }
    if (metadata.path("cost").isObject()) {
      records.add(
          new DraftBuilder(COST, id + " cost")
              .at(metadata.path("updated_at"))
              .spent(Spent.by(model))
              .record(metadata.path("cost")));
    }
    String folder = LenientJson.absolutePath(LenientJson.text(metadata, "workspace"));
    return RecordSession.of(SessionName.in(folder, id), records);
  }

  private static JsonNode time(JsonNode message, JsonNode metadata) {
    return message.path("timestamp").isTextual()
        ? message.path("timestamp")
        : metadata.path("created_at");
  }

  private static DraftBuilder message(ObjectNode message, String key, @Nullable String usual) {
    JsonNode content = message.path("content");
    String stated = LenientJson.textOr(message, "role", "unknown");
    String role = ContentBlocks.isOnlyResults(content) ? "tool_result" : stated;
    var event = new DraftBuilder(role, key);
    ContentBlocks.read(content, event);
    String own = LenientJson.text(message, "model");
    return event.spent(
        role.equals("assistant") ? Spent.by(own == null ? usual : own) : Spent.NOTHING);
  }
}
