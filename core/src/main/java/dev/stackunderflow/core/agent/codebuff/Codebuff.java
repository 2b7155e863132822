package dev.stackunderflow.core.agent.codebuff;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Codebuff. */
public final class Codebuff implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code CODEBUFF_DATA_DIR}, else {@code ~/.config/manicode}
   * and its release channels.
   */
  public Codebuff(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(
            "CODEBUFF_DATA_DIR",
            user.config("manicode"),
            user.config("manicode-dev"),
            user.config("manicode-staging"));
  }

  @Override
  public String id() {
    return "codebuff";
  }

  @Override
  public String title() {
    return "Codebuff";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return new CodebuffParts();
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("not known whether Codebuff can");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new CodebuffChats(
            id(), folders.stream().map(folder -> folder.resolve("projects")).toList()));
  }
}
