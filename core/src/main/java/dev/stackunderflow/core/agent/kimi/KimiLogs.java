package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kimi Code's {@code sessions/PROJECT/SESSION/agents/AGENT/wire.jsonl}, and the older Kimi CLI's
 * {@code sessions/HASH/SESSION/wire.jsonl}.
 */
final class KimiLogs extends JsonlLogs {

  private static final String WIRE = "wire.jsonl";
  private static final String MAIN = "main";

  /** The number of names below the sessions' folder. */
  private static final int NEW = 5;

  private static final int OLD = 3;

  KimiLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.endsWith(WIRE)
                && (file.getNameCount() == OLD
                    || (file.getNameCount() == NEW
                        && file.getName(2).toString().equals("agents"))));
  }

  private static boolean isNew(Path file) {
    return file.getNameCount() > NEW
        && file.getName(file.getNameCount() - 3).toString().equals("agents");
  }

  private static String name(Path file, int fromEnd) {
    int at = file.getNameCount() - fromEnd;
    return at < 0 ? "" : file.getName(at).toString();
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    if (!isNew(file)) {
      return SessionName.in(workDirectory(file), name(file, 2));
    }
    String agent = name(file, 2);
    String session = name(file, 4);
    String folder = null;
    for (ObjectNode line : first) {
      String named = LenientJson.text(line, "cwd");
      folder = folder == null ? named : folder;
    }
    return SessionName.in(
        folder == null ? stateFolder(file) : folder,
        agent.equals(MAIN) ? session : session + "/" + agent);
  }

  /** The folder in {@code state.json} beside a session's agents. */
  private static @Nullable String stateFolder(Path file) {
    try {
      ObjectNode state = JsonFiles.object(file.resolve("../../../state.json").normalize());
      return state == null ? null : LenientJson.text(state, "cwd");
    } catch (IOException e) {
      return null; // being written: the folder stays unknown, the log is read all the same
    }
  }

  /** Kimi CLI names a project's folder by the MD5 of its path, and lists the paths. */
  private static @Nullable String workDirectory(Path file) {
    try {
      ObjectNode known = JsonFiles.object(file.resolve("../../../../kimi.json").normalize());
      if (known != null) {
        for (var entry : known.path("work_dirs")) {
          String path = LenientJson.textOr(entry, "path", "");
          if (HexDigest.md5(path).equals(name(file, 3))) {
            return path;
          }
        }
      }
      return null;
    } catch (IOException e) {
      return null; // being written: the folder stays unknown, the log is read all the same
    }
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("type").isTextual() || object.path("message").isObject();
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return isNew(context.file()) ? new KimiReader(carry, context) : new KimiCliReader(context);
  }
}
