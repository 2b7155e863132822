package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.claude.ClaudeLogs;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.source.LogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * What carrying a session needs to know about an agent: where its logs belong and which field of a
 * line names the working directory.
 */
sealed interface Agent permits ClaudeAgent, CodexAgent {

  /** Finds an agent by its provider name. */
  static Agent of(String provider, Map<String, String> env, ZoneId zone) throws CarryException {
    return switch (provider) {
      case "claude" -> new ClaudeAgent(new ClaudeLogs(env));
      case "codex" -> new CodexAgent(new CodexLogs(env), zone);
      default ->
          throw new CarryException(
              "Sessions of "
                  + provider
                  + " cannot be carried. Only Claude Code and Codex sessions can. Nothing was written.");
    };
  }

  /** The agent's logs on this machine. */
  LogSource logs();

  /** The field that names the working directory. */
  WorkingDirectory workingDirectory();

  /** The slug that the agent gives to the project in a folder. */
  String slug(Path folder) throws CarryException;

  /**
   * Where a session's log belongs.
   *
   * @param slug the project's slug
   * @param sessionId the session's id, checked to be a valid file name; a subagent's id contains
   *     slashes
   * @param firstLine the log's first line
   * @param firstTime its time
   */
  Path file(String slug, String sessionId, String firstLine, String firstTime) throws IOException;

  /** The command that resumes a session, to be run in its folder. */
  String resume(String sessionId);
}
