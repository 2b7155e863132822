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
    ObjectNode head = lines.records().getFirst();
    String id = document.getFileName().toString().replaceFirst("\\.jsonl$", "");
    var messages = new GooseMessages(id, LenientJson.text(head, "model"));
    ObjectNode last = head;
    messages.head(head, head.path("created_at"), LenientJson.text(head, "description"), false);
    int number = 0;
    for (ObjectNode line : lines.records().subList(1, lines.records().size())) {
      last = line;
      messages.message(
          id + " " + LenientJson.textOr(line, "id", String.valueOf(number++)),
          LenientJson.textOr(line, "role", "unknown"),
          line.path("created"),
          line.path("content"),
          line);
    }
    messages.sums(head, last.path("created"));
    return new RecordSession(
        SessionName.in(LenientJson.text(head, "working_dir"), id),
        messages.records(),
        lines.warnings(document));
  }
}
