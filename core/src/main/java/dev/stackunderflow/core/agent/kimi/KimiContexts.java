package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of Kimi CLI's first versions, which kept only what the model was told: {@code
 * sessions/HASH/SESSION.jsonl}, later {@code sessions/HASH/SESSION/context.jsonl}. They have no
 * times, no model and no tokens, and are read where there is no {@code wire.jsonl}.
 */
final class KimiContexts extends DocumentSource {

  private static final String CONTEXT = "context.jsonl";

  KimiContexts(String provider, List<Path> folders, int depth) {
    super(
        provider,
        folders,
        depth,
        file -> depth == 2 ? file.toString().endsWith(".jsonl") : file.endsWith(CONTEXT));
  }

  @Override
  public LogSource.Listing list() throws IOException {
    return new LogSource.Listing(
        super.list().logs().stream()
            .filter(
                file -> {
                  Path folder =
                      file.endsWith(CONTEXT) ? file.getParent() : file.resolveSibling(name(file));
                  return folder == null || !Files.exists(folder.resolve("wire.jsonl"));
                })
            .filter(
                file ->
                    file.endsWith(CONTEXT)
                        || !Files.exists(file.resolveSibling(name(file)).resolve(CONTEXT)))
            .toList(),
        List.of());
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.jsonl$", "");
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    Path folder = document.getParent();
    if (folder == null) {
      return null;
    }
    boolean isInFolder = document.endsWith(CONTEXT);
    String id = isInFolder ? folder.getFileName().toString() : name(document);
    // The folders are named by logs that are one name deeper.
    Path log = isInFolder ? document : document.resolveSibling(id).resolve(CONTEXT);
    JsonLines lines = JsonLines.read(document);
    List<RecordSession.Entry> records = new ArrayList<>();
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(record(line, keys.next(line)));
    }
    return new RecordSession(
        SessionName.in(KimiFolders.ofCli(log), id), records, lines.warnings(document));
  }

  private static RecordSession.Entry record(ObjectNode line, String key) {
    String role = LenientJson.textOr(line, "role", "unknown");
    var event = new DraftBuilder(role.equals("tool") ? "tool_result" : role, key);
    if (role.equals("user") || role.equals("assistant")) {
      event.text(line.path("content"));
      for (JsonNode block : line.path("content")) {
        if (LenientJson.textOr(block, "type", "").equals("text")) {
          event.text(block.path("text"));
        }
      }
    }
    for (JsonNode call : line.path("tool_calls")) {
      event.tool(LenientJson.text(call.path("function"), "name"));
    }
    return event.record(line);
  }
}
