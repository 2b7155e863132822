package dev.stackunderflow.core.agent.opencode;

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

/** OpenCode: {@code opencode.db}, and the folders of small files of older versions. */
public final class OpenCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.cost("info", "cost");

  private final List<Path> folders;
  private final String named;

  /** Looks where the environment says: {@code OPENCODE_DATA_DIR}, else the usual data folder. */
  public OpenCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("OPENCODE_DATA_DIR", user.data("opencode"));
    this.named = env.getOrDefault("OPENCODE_DB", "");
  }

  @Override
  public String id() {
    return "opencode";
  }

  @Override
  public String title() {
    return "OpenCode";
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
    return Carry.by("opencode import FILE && opencode -s ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new OpenCodeDatabase(id(), title(), "opencode", folders, named),
        new OpenCodeTree(id(), folders.stream().map(folder -> folder.resolve("storage")).toList()));
  }
}
