package dev.stackunderflow.core.agent.kilo;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.ClineStated;
import dev.stackunderflow.core.agent.format.ClineTasks;
import dev.stackunderflow.core.agent.format.OpenCodeDatabase;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Kilo Code. */
public final class Kilo implements CodingAgent {

  /** What its records state besides, those of the extension too. */
  public static final StatedReader STATED =
      StatedFields.NONE.cost("info", "cost").or(ClineStated.COST);

  private final List<Path> folders;
  private final String named;
  private final List<Path> tasks;

  /**
   * Looks in the usual data folder for the command line, and in the editors' storage for the
   * extension.
   */
  public Kilo(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("KILO_DATA_DIR", user.data("kilo"));
    this.named = env.getOrDefault("KILO_DB", "");
    this.tasks = user.globalStorage("kilocode.kilo-code");
  }

  @Override
  public String id() {
    return "kilo";
  }

  @Override
  public String title() {
    return "Kilo Code";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/parts", "/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("kilo import FILE && kilo -s ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new OpenCodeDatabase(id(), title(), "kilo", folders, named),
        ClineTasks.withCacheInPrompt(id(), tasks));
  }
}
