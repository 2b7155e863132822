package dev.stackunderflow.core.agent.commandcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code projects/PROJECT/ID.jsonl}, which is rewritten at each change, and {@code ID.meta.json}
 * with title and model. A line's {@code id} and {@code parentId} are other ones each time, so they
 * are left out. Source: the session manager of version 0.52.
 */
final class CommandCodeSessions extends DocumentSource {

  private static final String LOG = ".jsonl";

  /** Files beside a session's that have its name, too. */
  private static final List<String> OTHERS = List.of(".checkpoints.jsonl", ".prompts.jsonl");

  CommandCodeSessions(String provider, List<Path> folders) {
    super(provider, folders, 2, CommandCodeSessions::isSession);
  }

  private static boolean isSession(Path file) {
    String name = file.toString();
    return name.endsWith(LOG) && OTHERS.stream().noneMatch(name::endsWith);
  }

  private static String id(Path document) {
    String name = document.getFileName().toString();
    return name.substring(0, name.length() - LOG.length());
  }

  private static Path meta(Path document) {
    return document.resolveSibling(id(document) + ".meta.json");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, meta(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    if (lines.records().isEmpty()) {
      return null;
    }
    String id = id(document);
    ObjectNode stated = JsonFiles.object(meta(document));
    ObjectNode meta = stated == null ? LenientJson.newObject() : stated;
    List<RecordSession.Entry> records = new ArrayList<>();
    String title = LenientJson.textOr(meta, "title", "");
    if (stated != null) {
      boolean isCustom = meta.path("userRenamed").asBoolean(false);
      String role =
          title.isBlank() ? "session" : isCustom ? DraftBuilder.CUSTOM_TITLE : DraftBuilder.TITLE;
      records.add(
          new DraftBuilder(role, id)
              .at(lines.records().getFirst().path("timestamp"))
              .text(title)
              .record(meta));
    }
    String forked = LenientJson.textOr(meta, "forkedAt", "");
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(record(line, keys, LenientJson.text(meta, "model"), forked));
    }
    String slug = document.getName(document.getNameCount() - 2).toString();
    return new RecordSession(
        new SessionName(slug, id, folder(lines)), records, lines.warnings(document));
  }

  private static @Nullable String folder(JsonLines lines) {
    for (ObjectNode line : lines.records()) {
      for (String field : List.of("cwd", "projectPath")) {
        String folder = LenientJson.absolutePath(LenientJson.text(line.path("metadata"), field));
        if (folder != null) {
          return folder;
        }
      }
    }
    return null;
  }

  private static RecordSession.Entry record(
      ObjectNode line, ContentKeys keys, @Nullable String model, String forked) {
    ObjectNode raw = line.deepCopy();
    raw.remove(List.of("id", "parentId"));
    JsonNode content = line.path("content");
    String stated = LenientJson.textOr(line, "role", "unknown");
    String role =
        stated.equals("tool") || ContentBlocks.isOnlyResults(content) ? "tool_result" : stated;
    var event = new DraftBuilder(role, keys.next(raw)).at(line.path("timestamp"));
    ContentBlocks.read(content, event);
    event.text(LenientJson.text(content, "input")); // in version 1
    if (line.path("metadata").path("isMeta").asBoolean(false)) {
      event.notTyped();
    }
    // A fork begins with all lines of the session that it was made of.
    if (LenientJson.textOr(line, "timestamp", "~").compareTo(forked) <= 0) {
      event.copied();
    }
    return event.spent(role.equals("assistant") ? Spent.by(model) : Spent.NOTHING).record(raw);
  }
}
