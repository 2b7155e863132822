package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code session-state/ID/events.jsonl}, and {@code session-state/ID.jsonl} of older versions. What
 * {@code session-store.db} and the OpenTelemetry file hold is the same again.
 */
final class CopilotLogs extends JsonlLogs {

  private static final String EVENTS = "events.jsonl";

  CopilotLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.getNameCount() == 2
                ? file.endsWith(EVENTS)
                : file.getNameCount() == 1 && file.toString().endsWith(".jsonl"));
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    Path folder = file.getParent();
    String id =
        file.endsWith(EVENTS) && folder != null ? folder.getFileName().toString() : baseName(file);
    String cwd = null;
    for (ObjectNode line : first) {
      String named = CopilotReader.folder(line);
      cwd = cwd == null ? named : cwd;
    }
    return SessionName.in(LenientJson.absolutePath(cwd), id);
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return new CopilotReader(carry, context.sessionId());
  }
}
