package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
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
 * {@code history-session-state/session_ID_TIME.json} of the first versions: {@code chatMessages} in
 * the form of OpenAI's chat completions, without times, folder and tokens. Where a version since
 * 0.0.343 resumes such a session, it deletes the document, and its log has the messages in {@code
 * session.import_legacy}. Source: the schema of 0.0.343, and what it made of such a document.
 */
final class CopilotHistory extends DocumentSource {

  CopilotHistory(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        1,
        file -> file.toString().startsWith("session_") && file.toString().endsWith(".json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode session = JsonFiles.object(document);
    String id = session == null ? null : LenientJson.text(session, "sessionId");
    return session == null || id == null
        ? null
        : RecordSession.of(SessionName.in(null, id), messages(session));
  }

  /** The messages of a session; the same from the document and from a log that imported it. */
  static List<RecordSession.Entry> messages(JsonNode session) {
    String id = LenientJson.textOr(session, "sessionId", "");
    List<RecordSession.Entry> records = new ArrayList<>();
    for (JsonNode message : session.path("chatMessages")) {
      String role = LenientJson.textOr(message, "role", "unknown");
      // No later version can continue the document: a message is not a line of a log.
      var event =
          new DraftBuilder(role.equals("tool") ? "tool_result" : role, id + " " + records.size())
              .at(session.path("startTime"))
              .derived();
      if (!role.equals("tool")) {
        ContentBlocks.texts(message.path("content")).forEach(event::text);
      }
      for (JsonNode call : message.path("tool_calls")) {
        event.tool(LenientJson.text(call.path("function"), "name"));
      }
      records.add(event.record(message));
    }
    return records;
  }
}
