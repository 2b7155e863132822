package dev.stackunderflow.core.agent.copilot;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** GitHub Copilot CLI. */
public final class CopilotCli implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE
          .in("session.start", "session.resume")
          .branch("data", "context", "branch")
          .or(StatedFields.NONE.in("session.context_changed").branch("data", "branch"));

  private final List<Path> folders;

  /** Looks where the environment says: {@code COPILOT_HOME}, else {@code ~/.copilot}. */
  public CopilotCli(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("COPILOT_HOME", user.home(".copilot"));
  }

  @Override
  public String id() {
    return "copilot";
  }

  @Override
  public String title() {
    return "Copilot CLI";
  }

  @Override
  public String reads() {
    return "messages, tools, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return new CopilotParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("copilot --resume=ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new CopilotLogs(id(), sessions()));
  }

  @Override
  public List<RecordSource> records() {
    List<Path> history =
        folders.stream().map(folder -> folder.resolve("history-session-state")).toList();
    return List.of(new CopilotTitles(id(), sessions()), new CopilotHistory(id(), history));
  }

  private List<Path> sessions() {
    return folders.stream().map(folder -> folder.resolve("session-state")).toList();
  }
}
