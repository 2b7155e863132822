package dev.stackunderflow.core.agent.icodemate;

import dev.stackunderflow.core.agent.format.OpenCodeAgent;
import java.util.Map;

/** IcodeMate, which is made of OpenCode. */
public final class IcodeMate extends OpenCodeAgent {

  private static final String ID = "icodemate";

  /** Looks in the usual data folder. */
  public IcodeMate(Map<String, String> env) {
    super(env, ID);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "IcodeMate";
  }
}
