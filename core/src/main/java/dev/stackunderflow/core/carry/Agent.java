package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.claude.ClaudeLogs;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.codex.HistoryBase;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What carrying a session needs to know about an agent: where its logs belong and which field of a
 * line names the working directory.
 */
sealed interface Agent permits ClaudeAgent, CodexAgent, CopiedLogAgent, KimiAgent {

  /** Finds an agent by its provider name. */
  static Agent of(String provider, Map<String, String> env, ZoneId zone) throws CarryException {
    return switch (provider) {
      case "claude" -> new ClaudeAgent(new ClaudeLogs(env));
      case "codex" -> new CodexAgent(new CodexLogs(env), zone);
      case "omp" -> CopiedLogAgent.omp(logs(provider, env), OhMyPiFolders.of(env));
      case "pi" -> CopiedLogAgent.pi(logs(provider, env));
      case "copilot" -> CopiedLogAgent.copilot(logs(provider, env));
      case "kimi" -> new KimiAgent(logs(provider, env));
      case "qwen" -> CopiedLogAgent.qwen(logs(provider, env));
      default -> throw notPossible(provider, env);
    };
  }

  private static LogSource logs(String provider, Map<String, String> env) {
    return Agents.all(env).stream()
        .filter(agent -> agent.id().equals(provider))
        .flatMap(agent -> agent.logs().stream())
        .findFirst()
        .orElseThrow();
  }

  private static CarryException notPossible(String provider, Map<String, String> env) {
    List<String> possible = new ArrayList<>();
    String reason = "";
    for (CodingAgent agent : Agents.all(env)) {
      if (agent.carry().isPossible()) {
        possible.add(agent.title());
      } else if (agent.id().equals(provider)) {
        reason = " (" + agent.carry().how() + ")";
      }
    }
    return new CarryException(
        "Sessions of "
            + provider
            + " cannot be carried"
            + reason
            + ". Those of these agents can: "
            + String.join(", ", possible)
            + ". Nothing was written.");
  }

  /** The agent's logs on this machine. */
  LogSource logs();

  /** The field that names the working directory. */
  WorkingDirectory workingDirectory();

  /** The slug that the agent gives to the project in a folder. */
  String slug(Path folder) throws CarryException;

  /**
   * Where a log file of a session belongs.
   *
   * @param folder the project's folder
   * @param slug its slug
   * @param name the file; its session's id is checked to be a valid file name, and contains slashes
   *     for a subagent
   * @param firstLine the log's first line
   * @param firstTime its time
   */
  Path file(Path folder, String slug, SessionFile.Name name, String firstLine, String firstTime)
      throws IOException;

  /** A line without what carrying changes in it besides the working directory. */
  default String comparable(String line) {
    return line;
  }

  /** The file to append to where an existing one holds the session, perhaps compressed. */
  default Path toWrite(Path existing) {
    return existing;
  }

  /** Where a new file belongs whose session has other files here. */
  default Path beside(Path file, Collection<Path> others) {
    return file;
  }

  /** Which of its session's files a log file is; empty for the first. */
  default String part(Path file) {
    return "";
  }

  /** Which file of its session a line begins; null where it begins none of several. */
  default @Nullable String part(Event firstLine) {
    return null;
  }

  /** Where the history of a log file begins that has only its own lines. */
  default Optional<HistoryBase> base(String firstLine) {
    return Optional.empty();
  }

  /** The session that a log file was forked from; null where it was not. */
  default @Nullable String forkedFrom(String firstLine) {
    return null;
  }

  /**
   * Small files that the agent needs beside a session's logs and that are not here.
   *
   * @param thread the session
   */
  default List<NewFile> beside(CarriedThread thread) {
    return List.of();
  }

  /**
   * What changes in a line of another machine besides the working directory.
   *
   * @param folder the project's folder here
   */
  default String adapted(String line, Path folder) {
    return line;
  }

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

  /** What to do if the agent's own list does not show the session; empty where it always does. */
  default String ifNotListed(String sessionId) {
    return "";
  }

  /** What to know about a log file that exists here; empty where there is nothing. */
  default String aboutExisting(Path file, String sessionId) {
    return "";
  }
}
