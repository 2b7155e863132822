package dev.stackunderflow.core.agent.senpi;

import dev.stackunderflow.core.agent.format.PiAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.util.Map;

/** Senpi, which keeps Pi's format. */
public final class Senpi extends PiAgent {

  /**
   * Looks where the environment says: {@code SENPI_CODING_AGENT_DIR}, else {@code ~/.senpi/agent}.
   */
  public Senpi(Map<String, String> env) {
    this(new UserFolders(env));
  }

  private Senpi(UserFolders user) {
    super(sessions(user, "SENPI_CODING_AGENT_DIR", user.home(".senpi/agent")));
  }

  @Override
  public String id() {
    return "senpi";
  }

  @Override
  public String title() {
    return "Senpi";
  }
}
