package dev.stackunderflow.core.agent.claude;

import dev.stackunderflow.core.agent.format.claude.ClaudeParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;
import java.util.Map;

/** Claude Code, also inside Claude Desktop. */
public final class ClaudeCode implements CodingAgent {

  /** Versions before 1.0.10 state what a response cost. */
  public static final StatedReader STATED = StatedFields.NONE.branch("gitBranch").cost("costUSD");

  private final LogSource logs;

  public ClaudeCode(Map<String, String> env) {
    this.logs = new ClaudeLogs(env);
  }

  @Override
  public String id() {
    return "claude";
  }

  @Override
  public String title() {
    return "Claude Code";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, tokens";
  }

  @Override
  public PartReader parts() {
    return new ClaudeParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("claude --resume ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(logs);
  }
}
