package dev.stackunderflow.core.agent.cortex;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Snowflake's Cortex Code. */
public final class CortexCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.branch("git_branch");

  private final List<Path> folders;

  /** Looks in {@code ~/.snowflake}. */
  public CortexCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.home(".snowflake/cortex/conversations"));
  }

  @Override
  public String id() {
    return "cortex";
  }

  @Override
  public String title() {
    return "Cortex Code";
  }

  @Override
  public String reads() {
    return "messages, tools; no tokens";
  }

  @Override
  public PartReader parts() {
    return new CortexParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new CortexSessions(id(), folders));
  }
}
