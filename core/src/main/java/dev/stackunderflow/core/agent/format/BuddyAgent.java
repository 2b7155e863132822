package dev.stackunderflow.core.agent.format;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** CodeBuddy and WorkBuddy: one program's format under two names. */
public abstract class BuddyAgent implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says.
   *
   * @param env the environment
   * @param variable the variable that names the folders
   * @param otherwise the folder in the home where it names none
   */
  protected BuddyAgent(Map<String, String> env, String variable, String otherwise) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(variable, user.home(otherwise)).stream()
            .map(folder -> folder.resolve("projects"))
            .toList();
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new BuddyLogs(id(), folders));
  }
}
