package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.claude.ClaudeLogs;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.source.LogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

  /**
   * What changes in lines that are written behind the existing ones of a file.
   *
   * @param existing the file; null for a new one
   * @return takes the lines in their order, each once
   * @throws IOException if the file cannot be read
   */
  default UnaryOperator<String> appending(@Nullable Path existing) throws IOException {
    return UnaryOperator.identity();
  }

  /**
   * Refuses a session that the agent could not open from this line's file alone.
   *
   * @param line a line as the log has it
   * @throws CarryException if it says that the session needs another file
   */
  default void requireSelfContained(String line) throws CarryException {}

  /** What to do if the agent's own list does not show the session; empty where it always does. */
  default String ifNotListed(String sessionId) {
    return "";
  }
}
