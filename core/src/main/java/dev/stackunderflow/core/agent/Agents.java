package dev.stackunderflow.core.agent;

import dev.stackunderflow.core.agent.claude.ClaudeLogs;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.source.LogSource;
import java.util.List;
import java.util.Map;

/** Every coding agent that this program reads: the one list of them. */
public final class Agents {

  private Agents() {}

  /**
   * The agents' log sources.
   *
   * @param env the environment that says where the logs are
   */
  public static List<LogSource> all(Map<String, String> env) {
    return List.of(new ClaudeLogs(env), new CodexLogs(env));
  }
}
