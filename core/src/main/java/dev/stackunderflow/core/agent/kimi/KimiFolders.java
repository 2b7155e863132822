package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folders that sessions work in. {@code state.json} of a session names it, in older versions
 * {@code session_index.jsonl} and {@code workspaces.json} of all sessions.
 */
final class KimiFolders {

  private KimiFolders() {}

  /**
   * The folder of Kimi Code's session.
   *
   * @param state the session's {@code state.json}, which may not exist
   */
  static @Nullable String of(Path state) {
    try {
      ObjectNode own = JsonFiles.object(state);
      String named = own == null ? null : LenientJson.text(own, "cwd");
      if (named == null && own != null) {
        named = LenientJson.text(own, "workDir");
      }
      Path home = state.resolve("../../../..").normalize();
      String session = name(state, 2);
      if (named == null) {
        named = indexed(home, session);
      }
      if (named == null) {
        ObjectNode known = JsonFiles.object(home.resolve("workspaces.json"));
        named =
            known == null
                ? null
                : LenientJson.text(known.path("workspaces").path(name(state, 3)), "root");
      }
      return named;
    } catch (IOException e) {
      return null; // being written: the folder stays unknown, the log is read all the same
    }
  }

  private static @Nullable String indexed(Path home, String session) throws IOException {
    String found = null;
    for (ObjectNode line : JsonLines.read(home.resolve("session_index.jsonl")).records()) {
      if (LenientJson.textOr(line, "sessionId", "").equals(session)) {
        found = LenientJson.textOr(line, "workDir", LenientJson.textOr(line, "cwd", ""));
      }
    }
    return LenientJson.absolutePath(found);
  }

  /** Kimi CLI names a project's folder by the MD5 of its path, and lists the paths. */
  static @Nullable String ofCli(Path log) {
    try {
      ObjectNode known = JsonFiles.object(log.resolve("../../../../kimi.json").normalize());
      if (known != null) {
        for (var entry : known.path("work_dirs")) {
          String path = LenientJson.textOr(entry, "path", "");
          if (HexDigest.md5(path).equals(name(log, 3))) {
            return path;
          }
        }
      }
      return null;
    } catch (IOException e) {
      return null; // being written: the folder stays unknown, the log is read all the same
    }
  }

  private static String name(Path file, int fromEnd) {
    int at = file.getNameCount() - fromEnd;
    return at < 0 ? "" : file.getName(at).toString();
  }
}
