package dev.stackunderflow.core.agent.codebuddy;

import dev.stackunderflow.core.agent.format.BuddyAgent;
import java.util.Map;

/** CodeBuddy. */
public final class CodeBuddy extends BuddyAgent {

  /** Looks where the environment says: {@code CODEBUDDY_CONFIG_DIR}, else {@code ~/.codebuddy}. */
  public CodeBuddy(Map<String, String> env) {
    super(env, "CODEBUDDY_CONFIG_DIR", ".codebuddy");
  }

  @Override
  public String id() {
    return "codebuddy";
  }

  @Override
  public String title() {
    return "CodeBuddy";
  }
}
