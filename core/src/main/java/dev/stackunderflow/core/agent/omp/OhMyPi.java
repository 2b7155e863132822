package dev.stackunderflow.core.agent.omp;

import dev.stackunderflow.core.agent.format.PiAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.util.List;
import java.util.Map;

/** Oh My Pi, which keeps Pi's format. */
public final class OhMyPi extends PiAgent {

  /** Looks in {@code ~/.omp/agent}. */
  public OhMyPi(Map<String, String> env) {
    super(List.of(new UserFolders(env).home(".omp/agent/sessions")));
  }

  @Override
  public String id() {
    return "omp";
  }

  @Override
  public String title() {
    return "Oh My Pi";
  }

  @Override
  public Carry carry() {
    return Carry.by("omp --resume ID");
  }
}
