package dev.stackunderflow.core.agent.goose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of older versions: a first line about the session, which is rewritten, then messages.
 */
final class GooseFiles extends DocumentSource {

  GooseFiles(String provider, List<Path> folders) {
    super(provider, folders, 1, file -> file.toString().endsWith(".jsonl"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    if (lines.records().isEmpty()) {
      return null;
    }
    List<ObjectNode> records = lines.records();
    ObjectNode first = records.getFirst();
    boolean hasHead = !first.has("role"); // the first versions wrote messages only
    ObjectNode head = hasHead ? first : LenientJson.newObject();
    String id = document.getFileName().toString().replaceFirst("\\.jsonl$", "");
    var messages = new GooseMessages(id, LenientJson.text(head, "model"));
    if (hasHead) {
      messages.head(head, head.path("created_at"), LenientJson.text(head, "description"), false);
    }
    ObjectNode last = head;
    for (ObjectNode line : records.subList(hasHead ? 1 : 0, records.size())) {
      last = line;
      messages.message(
          LenientJson.textOr(line, "role", "unknown"),
          line.path("created"),
          line.path("content"),
          line.path("metadata"),
          line);
    }
    messages.sums(head, last.path("created"));
    return new RecordSession(
        SessionName.in(LenientJson.text(head, "working_dir"), id),
        messages.records(),
        lines.warnings(document));
  }
}
