package dev.stackunderflow.core.agent.commandcode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
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
 * with title and model. Source: what version 1.64 wrote, and the session manager of version 0.52.
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
    var reader =
        new CommandCodeLine(id, new ContentKeys(id), LenientJson.text(meta, "model"), forked);
    for (ObjectNode line : lines.records()) {
      String name = LenientJson.textOr(line, "name", "");
      boolean isName = LenientJson.textOr(line, "type", "").equals("session_info");
      records.add(
          isName && title.isBlank() && !name.isBlank()
              ? name(line, name, id + " name " + records.size())
              : reader.record(line));
    }
    String folder = folder(lines);
    String slug = document.getName(document.getNameCount() - 2).toString();
    return new RecordSession(
        folder == null ? new SessionName(slug, id, null) : SessionName.in(folder, id),
        records,
        lines.warnings(document));
  }

  /** Since version 3 a name stands in the log, too; the last one counts. */
  private static RecordSession.Entry name(ObjectNode line, String name, String key) {
    return new DraftBuilder(DraftBuilder.CUSTOM_TITLE, key)
        .at(line.path("timestamp"))
        .text(name)
        .record(line);
  }

  private static @Nullable String folder(JsonLines lines) {
    for (ObjectNode line : lines.records()) {
      String begun = LenientJson.absolutePath(LenientJson.text(line, "cwd"));
      if (begun != null) {
        return begun;
      }
      for (String field : List.of("cwd", "projectPath")) {
        String folder = LenientJson.absolutePath(LenientJson.text(line.path("metadata"), field));
        if (folder != null) {
          return folder;
        }
      }
    }
    return null;
  }
}
