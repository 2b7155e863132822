package dev.stackunderflow.core.agent.mimocode;

import dev.stackunderflow.core.agent.format.OpenCodeAgent;
import java.util.Map;

/** MiMo Code, which is made of OpenCode. */
public final class MiMoCode extends OpenCodeAgent {

  private static final String ID = "mimocode";

  /** Looks in the usual data folder. */
  public MiMoCode(Map<String, String> env) {
    super(env, ID);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "MiMo Code";
  }
}
