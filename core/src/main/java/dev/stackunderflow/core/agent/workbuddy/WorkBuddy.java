package dev.stackunderflow.core.agent.workbuddy;

import dev.stackunderflow.core.agent.format.BuddyAgent;
import java.util.Map;

/** WorkBuddy. */
public final class WorkBuddy extends BuddyAgent {

  /** Looks where the environment says: {@code WORKBUDDY_CONFIG_DIR}, else {@code ~/.workbuddy}. */
  public WorkBuddy(Map<String, String> env) {
    super(env, "WORKBUDDY_CONFIG_DIR", ".workbuddy");
  }

  @Override
  public String id() {
    return "workbuddy";
  }

  @Override
  public String title() {
    return "WorkBuddy";
  }
}
