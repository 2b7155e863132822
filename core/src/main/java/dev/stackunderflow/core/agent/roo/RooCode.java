package dev.stackunderflow.core.agent.roo;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.ClineStated;
import dev.stackunderflow.core.agent.format.ClineTasks;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Roo Code. */
public final class RooCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = ClineStated.COST;

  private final List<Path> folders;

  /** Looks in the editors' storage. */
  public RooCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.globalStorage("rooveterinaryinc.roo-cline");
  }

  @Override
  public String id() {
    return "roo";
  }

  @Override
  public String title() {
    return "Roo Code";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(ClineTasks.withCacheInPrompt(id(), folders));
  }
}
