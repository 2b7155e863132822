package dev.stackunderflow.core.agent.pi;

import dev.stackunderflow.core.agent.format.PiAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Path;
import java.util.Map;

/** Pi. */
public final class Pi extends PiAgent {

  /**
   * Looks where the environment says: {@code PI_CODING_AGENT_SESSION_DIR}, {@code
   * PI_CODING_AGENT_DIR}, else {@code ~/.pi/agent}.
   */
  public Pi(Map<String, String> env) {
    this(new UserFolders(env));
  }

  private Pi(UserFolders user) {
    super(
        user.listed(
            "PI_CODING_AGENT_SESSION_DIR",
            sessions(user, "PI_CODING_AGENT_DIR", user.home(".pi/agent")).toArray(Path[]::new)));
  }

  @Override
  public String id() {
    return "pi";
  }

  @Override
  public String title() {
    return "Pi";
  }

  @Override
  public Carry carry() {
    return Carry.by("pi --session ID");
  }
}
