package dev.stackunderflow.core.agent.qwenpaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code workspaces/NAME/sessions/ID.json}, or {@code sessions/CHANNEL/ID.json}: {@code
 * agent.memory.content} is a list of pairs whose first is a message. The results of tools are in
 * messages with the role {@code system}. Times have no zone.
 */
final class QwenPawSessions extends DocumentSource {

  private static final String END = ".json";

  private final int depth;

  QwenPawSessions(String provider, List<Path> folders, int depth) {
    super(
        provider,
        folders,
        depth,
        file -> file.getName(1).toString().equals("sessions") && file.toString().endsWith(END));
    this.depth = depth;
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode json = JsonFiles.object(document);
    JsonNode memory =
        json == null ? LenientJson.newObject() : json.path("agent").path("memory").path("content");
    int last = document.getNameCount() - 1;
    String workspace = document.getName(last - depth + 1).toString();
    String channel = depth > 3 ? document.getName(last - 1) + ":" : "";
    String name = document.getFileName().toString();
    String id = workspace + ":" + channel + name.substring(0, name.length() - END.length());
    List<RecordSession.Entry> records = new ArrayList<>();
    var keys = new ContentKeys(id);
    for (JsonNode pair : memory) {
      if (pair.path(0) instanceof ObjectNode message) {
        records.add(message(message, LenientJson.textOr(message, "id", keys.next(message))));
      }
    }
    return records.isEmpty()
        ? null
        : RecordSession.of(new SessionName(workspace, id, null), records);
  }

  private static RecordSession.Entry message(ObjectNode message, String key) {
    JsonNode content = message.path("content");
    String role = LenientJson.textOr(message, "role", "unknown");
    boolean isResult = ContentBlocks.isOnlyResults(content);
    var event =
        new DraftBuilder(isResult ? "tool_result" : role, key).atLocal(message.path("timestamp"));
    if (!isResult) {
      ContentBlocks.read(content, event);
    }
    return event.record(message);
  }
}
