package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line's transcripts: {@code projects/FOLDER/agent-transcripts/ID.jsonl}, or {@code
 * ID/ID.jsonl}, or {@code ID/subagents/ID.jsonl}. Only prompts have times, in their text; there are
 * no models and no tokens.
 */
final class CursorTranscripts extends JsonlLogs {

  private static final String FOLDER = "agent-transcripts";

  private final CursorConversations conversations;

  CursorTranscripts(String provider, List<Path> folders, CursorConversations conversations) {
    super(
        provider,
        folders,
        file ->
            file.getNameCount() >= 3
                && file.getName(1).toString().equals(FOLDER)
                && file.toString().endsWith(".jsonl"));
    this.conversations = conversations;
  }

  @Override
  public Listing list() throws IOException {
    return new Listing(conversations.without(super.list().logs()), List.of());
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    int at = file.getNameCount() - 1;
    while (at > 0 && !file.getName(at).toString().equals(FOLDER)) {
      at--;
    }
    String slug = at > 0 ? file.getName(at - 1).toString() : "unknown";
    String id = baseName(file);
    String top = at + 1 < file.getNameCount() - 1 ? file.getName(at + 1).toString() : id;
    String session = top.equals(id) ? id : top + "/" + id;
    Path project = file;
    while (project.getParent() != null && !project.endsWith(FOLDER)) {
      project = project.getParent();
    }
    Path parent = project.getParent();
    String folder = parent == null ? null : CursorProjects.folder(parent);
    return new SessionName(slug, session, folder);
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("role").isTextual() || object.path("type").isTextual();
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    boolean isSubagent = context.sessionId().indexOf('/') > 0;
    return (StatelessReader) line -> read(line, isSubagent);
  }

  private static Reading read(ObjectNode line, boolean isSubagent) {
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode content = line.path("message").path("content");
    String said = LenientJson.textOr(line, "role", type);
    String role = ContentBlocks.isOnlyResults(content) ? "tool_result" : said;
    JsonNode time = line.has("timestamp") ? line.path("timestamp") : line.path("createdAt");
    var event = new DraftBuilder(role, LenientJson.text(line, "id")).at(time).sidechain(isSubagent);
    String text = String.join("\n", ContentBlocks.texts(content));
    if (role.equals("user")) {
      CursorPrompt.of(text).fill(event);
    } else {
      event.text(text);
    }
    ContentBlocks.readTools(content, event);
    return Reading.of(event.build(), null);
  }
}
