package dev.stackunderflow.core.agent.format;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An agent that is made of OpenCode and keeps its format in a data folder of its own. */
public abstract class OpenCodeFork implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.cost("info", "cost");

  private final List<Path> folders;

  /** Looks in the data folder that has the agent's id for a name. */
  protected OpenCodeFork(Map<String, String> env, String id) {
    this.folders = List.of(new UserFolders(env).data(id));
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/parts");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new OpenCodeDatabase(id(), title(), id(), folders, ""),
        new OpenCodeTree(id(), folders.stream().map(folder -> folder.resolve("storage")).toList()));
  }
}
