package dev.stackunderflow.core.agent.codebuddy;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.BuddyLogs;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** CodeBuddy. */
public final class CodeBuddy implements CodingAgent {

  private final List<Path> folders;

  /** Looks where the environment says: {@code CODEBUDDY_CONFIG_DIR}, else {@code ~/.codebuddy}. */
  public CodeBuddy(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed("CODEBUDDY_CONFIG_DIR", user.home(".codebuddy")).stream()
            .map(folder -> folder.resolve("projects"))
            .toList();
  }

  @Override
  public String id() {
    return "codebuddy";
  }

  @Override
  public String title() {
    return "CodeBuddy";
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
