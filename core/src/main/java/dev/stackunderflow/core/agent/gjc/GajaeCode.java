package dev.stackunderflow.core.agent.gjc;

import dev.stackunderflow.core.agent.format.PiAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.util.Map;
import java.util.stream.Stream;

/** Gajae Code, which keeps Pi's format. */
public final class GajaeCode extends PiAgent {

  /**
   * Looks where the environment says: {@code GJC_CODING_AGENT_DIR}, else {@code ~/.gjc/agent}; and
   * in the usual data folder.
   */
  public GajaeCode(Map<String, String> env) {
    this(new UserFolders(env));
  }

  private GajaeCode(UserFolders user) {
    super(
        Stream.concat(
                sessions(user, "GJC_CODING_AGENT_DIR", user.home(".gjc/agent")).stream(),
                Stream.of(user.data("gjc/sessions")))
            .toList());
  }

  @Override
  public String id() {
    return "gjc";
  }

  @Override
  public String title() {
    return "Gajae Code";
  }
}
