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

/** OpenCode, and what is made of it and keeps its format in a data folder of its own. */
public abstract class OpenCodeAgent implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.cost("info", "cost");

  private final List<Path> folders;
  private final String database;

  /** Looks in the data folder that has the agent's id for a name. */
  protected OpenCodeAgent(Map<String, String> env, String id) {
    this(List.of(new UserFolders(env).data(id)), "");
  }

  /**
   * Looks in data folders.
   *
   * @param database a further database that the user named; empty for none
   */
  protected OpenCodeAgent(List<Path> folders, String database) {
    this.folders = folders;
    this.database = database;
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
        new OpenCodeDatabase(id(), title(), id(), folders, database),
        new OpenCodeTree(id(), folders.stream().map(folder -> folder.resolve("storage")).toList()));
  }
}
