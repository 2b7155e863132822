package dev.stackunderflow.core.agent.antigravity;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Antigravity. */
public final class Antigravity implements CodingAgent {

  private final List<Path> folders;

  /** Looks where the environment says: {@code ANTIGRAVITY_DATA_DIR}, else in the usual folders. */
  public Antigravity(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(
            "ANTIGRAVITY_DATA_DIR",
            user.home(".gemini/antigravity"),
            user.home(".gemini/antigravity-cli"),
            user.home(".gemini/antigravity-ide"),
            user.config("antigravity"));
  }

  @Override
  public String id() {
    return "antigravity";
  }

  @Override
  public String title() {
    return "Antigravity";
  }

  @Override
  public String reads() {
    return "tokens; not the messages, whose format is not known";
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("the format of its messages is not known");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new AntigravityDatabases(id(), title(), folders));
  }
}
