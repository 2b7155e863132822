package dev.stackunderflow.core.agent.kimchi;

import dev.stackunderflow.core.agent.format.PiAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.util.Map;

/** Kimchi, which keeps Pi's format. */
public final class Kimchi extends PiAgent {

  /**
   * Looks where the environment says: {@code KIMCHI_CODING_AGENT_DIR}, else {@code
   * ~/.config/kimchi/harness}.
   */
  public Kimchi(Map<String, String> env) {
    this(new UserFolders(env));
  }

  private Kimchi(UserFolders user) {
    super(sessions(user, "KIMCHI_CODING_AGENT_DIR", user.config("kimchi/harness")));
  }

  @Override
  public String id() {
    return "kimchi";
  }

  @Override
  public String title() {
    return "Kimchi";
  }
}
