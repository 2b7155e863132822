package dev.stackunderflow.core.agent.workbuddy;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.BuddyLogs;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WorkBuddy. */
public final class WorkBuddy implements CodingAgent {

  private final List<Path> folders;

  /** Looks where the environment says: {@code WORKBUDDY_CONFIG_DIR}, else {@code ~/.workbuddy}. */
  public WorkBuddy(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed("WORKBUDDY_CONFIG_DIR", user.home(".workbuddy")).stream()
            .map(folder -> folder.resolve("projects"))
            .toList();
  }

  @Override
  public String id() {
    return "workbuddy";
  }

  @Override
  public String title() {
    return "WorkBuddy";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("not tried");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new BuddyLogs(id(), folders));
  }
}
