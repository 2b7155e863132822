package dev.stackunderflow.core.agent.iflow;

import dev.stackunderflow.core.agent.format.claude.ClaudeParts;
import dev.stackunderflow.core.agent.format.claude.ClaudeTranscripts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * iFlow CLI, which kept Claude Code's transcripts. Several lines can show one answer as it grew,
 * and nothing says which: its tokens are not counted.
 */
public final class IFlow implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.branch("gitBranch");

  private final List<Path> folders;

  /** Looks in {@code ~/.iflow}. */
  public IFlow(Map<String, String> env) {
    this.folders = List.of(new UserFolders(env).home(".iflow"));
  }

  @Override
  public String id() {
    return "iflow";
  }

  @Override
  public String title() {
    return "iFlow";
  }

  @Override
  public String reads() {
    return "messages, tools; no tokens";
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
    return Carry.notPossible("iFlow CLI was discontinued");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new ClaudeTranscripts(id(), folders, _ -> Usage.NONE));
  }
}
