package dev.stackunderflow.core.agent;

import dev.stackunderflow.core.agent.claude.ClaudeCode;
import dev.stackunderflow.core.agent.codex.Codex;
import dev.stackunderflow.core.agent.copilot.CopilotCli;
import dev.stackunderflow.core.agent.gemini.GeminiCli;
import dev.stackunderflow.core.agent.omp.OhMyPi;
import dev.stackunderflow.core.agent.opencode.OpenCode;
import dev.stackunderflow.core.agent.pi.Pi;
import dev.stackunderflow.core.agent.qwen.QwenCode;
import dev.stackunderflow.core.agent.source.CodingAgent;
import java.util.List;
import java.util.Map;

/** Every coding agent that this program reads: the one list of them. */
public final class Agents {

  private Agents() {}

  /**
   * The agents.
   *
   * @param env the environment that says where their sessions are
   */
  public static List<CodingAgent> all(Map<String, String> env) {
    return List.of(
        new ClaudeCode(env), //
        new Codex(env),
        new CopilotCli(env),
        new GeminiCli(env),
        new OhMyPi(env),
        new OpenCode(env),
        new Pi(env),
        new QwenCode(env));
  }
}
