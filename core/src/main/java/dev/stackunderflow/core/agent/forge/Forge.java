package dev.stackunderflow.core.agent.forge;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Forge. */
public final class Forge implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.in("assistant").cost("usage", "cost");

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code FORGE_CONFIG}, else in {@code ~/.forge} and {@code
   * ~/forge}.
   */
  public Forge(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("FORGE_CONFIG", user.home(".forge"), user.home("forge"));
  }

  @Override
  public String id() {
    return "forge";
  }

  @Override
  public String title() {
    return "Forge";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return new ForgeParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ForgeDatabase(id(), title(), folders));
  }
}
