package dev.stackunderflow.core.agent.dsh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/--FOLDER--/ID/session.jsonl.zstd}, without compression {@code session.jsonl}. A
 * migration writes {@code session.vN.jsonl.zstd} beside it; only the highest counts. So a session's
 * folder is one unit, named after its first file.
 */
final class HarnessSessions extends DocumentSource {

  private static final int MOST_PARENTS = 16;

  private final List<Path> roots;

  HarnessSessions(String provider, List<Path> roots) {
    super(provider, roots, 3, HarnessLog::isLog);
    this.roots = roots;
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> sessions = new ArrayList<>();
    for (Path root : roots) {
      for (Path project : JsonFiles.in(root)) {
        for (Path session : JsonFiles.in(project)) {
          if (HarnessLog.newest(session) != null) {
            sessions.add(session.resolve("session.jsonl"));
          }
        }
      }
    }
    return new LogSource.Listing(sessions.stream().distinct().toList(), List.of());
  }

  @Override
  public List<Path> files(Path unit) throws IOException {
    return HarnessLog.in(folder(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path unit) throws IOException {
    Path file = HarnessLog.newest(folder(unit));
    HarnessLog log = file == null ? null : HarnessLog.read(file);
    if (log == null) {
      return null;
    }
    String id = LenientJson.textOr(log.header(), "id", folder(unit).getFileName().toString());
    List<RecordSession.Entry> records = new HarnessTurns(id, log).records();
    return records.size() < 2
        ? null
        : new RecordSession(
            SessionName.in(
                LenientJson.absolutePath(LenientJson.text(log.header(), "cwd")),
                parent(unit, log.header()),
                id),
            records,
            log.warnings());
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /** The session that began a subagent, or the one that began that; null for others and forks. */
  private static @Nullable String parent(Path unit, ObjectNode header) throws IOException {
    Path project = folder(folder(unit));
    String parent = startedBy(header);
    for (int depth = 0; parent != null && depth < MOST_PARENTS; depth++) {
      String further = startedBy(header(project, parent));
      if (further == null) {
        return parent;
      }
      parent = further;
    }
    return parent;
  }

  /** The header of a session of the same project; an empty one where it is not there. */
  private static ObjectNode header(Path project, String id) throws IOException {
    for (Path session : JsonFiles.in(project)) {
      Path newest = session.endsWith(id) ? HarnessLog.newest(session) : null;
      ObjectNode header = newest == null ? null : HarnessLog.header(newest);
      if (header != null) {
        return header;
      }
    }
    return LenientJson.newObject();
  }

  private static @Nullable String startedBy(ObjectNode header) {
    boolean isSubagent =
        LenientJson.textOr(header, "origin", "").equals("subagent")
            || header.path("delegationDepth").asInt(0) > 0;
    return isSubagent ? LenientJson.text(header, "parentSession") : null;
  }
}
