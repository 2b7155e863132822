package dev.stackunderflow.core.agent.omp;

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

/** Oh My Pi, which keeps Pi's format. */
public final class OhMyPi implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = PiLine.STATED;

  private final List<Path> folders;

  /** Looks in {@code ~/.omp/agent}. */
  public OhMyPi(Map<String, String> env) {
    this.folders = List.of(new UserFolders(env).home(".omp/agent/sessions"));
  }

  @Override
  public String id() {
    return "omp";
  }

  @Override
  public String title() {
    return "Oh My Pi";
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
    return Carry.notPossible("not tried with the real client");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(PiLogs.ofProjects(id(), folders));
  }
}
