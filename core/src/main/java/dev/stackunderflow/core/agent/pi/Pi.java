package dev.stackunderflow.core.agent.pi;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.PiLine;
import dev.stackunderflow.core.agent.format.PiLogs;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pi. */
public final class Pi implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = PiLine.STATED;

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code PI_CODING_AGENT_SESSION_DIR}, {@code
   * PI_CODING_AGENT_DIR}, else {@code ~/.pi/agent}.
   */
  public Pi(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> agents = user.listed("PI_CODING_AGENT_DIR", user.home(".pi/agent"));
    Path[] usual = agents.stream().map(folder -> folder.resolve("sessions")).toArray(Path[]::new);
    this.folders = user.listed("PI_CODING_AGENT_SESSION_DIR", usual);
  }

  @Override
  public String id() {
    return "pi";
  }

  @Override
  public String title() {
    return "Pi";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/message", "/message/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("pi --session ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(PiLogs.ofProjects(id(), folders));
  }
}
