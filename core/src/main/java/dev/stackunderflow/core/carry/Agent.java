package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.ingest.ClaudeLogs;
import dev.stackunderflow.core.ingest.CodexLogs;
import dev.stackunderflow.core.ingest.LogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** What carrying needs to know of an agent: where its logs belong and what they say of folders. */
sealed interface Agent permits ClaudeAgent, CodexAgent {

  /** The agent of this name. */
  static Agent of(String provider, Map<String, String> env, ZoneId zone) throws CarryException {
    return switch (provider) {
      case "claude" -> new ClaudeAgent(new ClaudeLogs(env));
      case "codex" -> new CodexAgent(new CodexLogs(env), zone);
      default ->
          throw new CarryException(
              "Sessions of " + provider + " can't be carried: only those of claude and codex can.");
    };
  }

  /** Its logs on this machine. */
  LogSource logs();

  /** The field that names the working directory. */
  WorkingDirectory workingDirectory();

  /** The agent's name for the project in a folder. */
  String slug(Path folder) throws CarryException;

  /**
   * Where a session's log belongs.
   *
   * @param slug the project's
   * @param sessionId the session's, checked to be a file's name; a subagent's with slashes
   * @param firstLine the log's first line
   * @param firstTime its time
   */
  Path file(String slug, String sessionId, String firstLine, String firstTime) throws IOException;

  /** The command that goes on with a session, in its folder. */
  String resume(String sessionId);
}
