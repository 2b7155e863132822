package dev.stackunderflow.core.agent.crush;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Crush. */
public final class Crush implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.in(CrushDatabases.COST).cost("cost");

  private final List<Path> folders;

  /**
   * Looks in the projects that Crush lists in its folder for data: {@code CRUSH_GLOBAL_DATA}, else
   * the usual one.
   */
  public Crush(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("CRUSH_GLOBAL_DATA", user.application("crush").toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "crush";
  }

  @Override
  public String title() {
    return "Crush";
  }

  @Override
  public String reads() {
    return "messages, tools; it notes no tokens that were used";
  }

  @Override
  public PartReader parts() {
    return new CrushParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new CrushDatabases(id(), title(), folders));
  }
}
