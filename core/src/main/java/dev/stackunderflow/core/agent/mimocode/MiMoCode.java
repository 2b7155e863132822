package dev.stackunderflow.core.agent.mimocode;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.OpenCodeDatabase;
import dev.stackunderflow.core.agent.format.OpenCodeTree;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** MiMo Code, which is made of OpenCode. */
public final class MiMoCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.cost("info", "cost");

  private final List<Path> folders;

  /** Looks in the usual data folder. */
  public MiMoCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.data("mimocode"));
  }

  @Override
  public String id() {
    return "mimocode";
  }

  @Override
  public String title() {
    return "MiMo Code";
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
  public Carry carry() {
    return Carry.notPossible("not tried");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new OpenCodeDatabase(id(), title(), "mimocode", folders, ""),
        new OpenCodeTree(id(), folders.stream().map(folder -> folder.resolve("storage")).toList()));
  }
}
