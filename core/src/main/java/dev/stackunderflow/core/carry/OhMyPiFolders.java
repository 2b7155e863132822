package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.time.Timestamps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Where Oh My Pi has its logs: {@code PROJECT/TIME_ID.jsonl}, and a subagent's in the folder {@code
 * PROJECT/TIME_ID}. A project below the home folder or the temporary one is named by its path from
 * there, any other one by its whole path. Source: {@code session-paths.ts} of version 18.1.
 *
 * @param home the user's home folder
 * @param temporary the folder for temporary files
 */
record OhMyPiFolders(Path home, Path temporary) {

  private static final int VERSION_WITH_TIME = 7;

  static OhMyPiFolders of(Map<String, String> env) {
    String temporary = env.getOrDefault("TMPDIR", "");
    return new OhMyPiFolders(Home.userHome(env), Path.of(temporary.isBlank() ? "/tmp" : temporary));
  }

  /** A log's path below the folder of the sessions. */
  String path(Path folder, String sessionId, String firstTime) {
    String root = SessionRoots.of(sessionId);
    String log = project(folder) + "/" + time(root, firstTime).replaceAll("[:.]", "-") + "_" + root;
    return log + sessionId.substring(root.length()) + ".jsonl";
  }

  private String project(Path folder) {
    if (folder.startsWith(home)) {
      return "-" + dashes(home.relativize(folder));
    }
    if (folder.startsWith(temporary)) {
      String below = dashes(temporary.relativize(folder));
      return below.isEmpty() ? "-tmp" : "-tmp-" + below;
    }
    return "--" + dashes(folder).replaceFirst("^-", "") + "--";
  }

  private static String dashes(Path path) {
    return path.toString().replaceAll("[/\\\\:]", "-");
  }

  /** When a session began: its id says so, to its subagents too; older versions' ids do not. */
  private static String time(String id, String otherwise) {
    try {
      UUID uuid = UUID.fromString(id);
      if (uuid.version() == VERSION_WITH_TIME) {
        Instant begun = Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
        return Timestamps.text(begun);
      }
    } catch (IllegalArgumentException e) {
      // The id of an older version.
    }
    return otherwise;
  }
}
