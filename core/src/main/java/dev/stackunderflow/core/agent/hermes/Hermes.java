package dev.stackunderflow.core.agent.hermes;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hermes. */
public final class Hermes implements CodingAgent {

  /** What its records state besides: what was billed, else what Hermes expects. */
  public static final StatedReader STATED =
      StatedFields.NONE.in("session.usage").cost("actual_cost_usd").cost("estimated_cost_usd");

  private final List<Path> folders;

  /** Looks where the environment says: {@code HERMES_HOME}, else {@code ~/.hermes}. */
  public Hermes(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("HERMES_HOME", user.home(".hermes"));
  }

  @Override
  public String id() {
    return "hermes";
  }

  @Override
  public String title() {
    return "Hermes";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens per session and model";
  }

  @Override
  public PartReader parts() {
    return new HermesParts();
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("not tried; Hermes has 'hermes sessions export'");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new HermesDatabase(id(), title(), folders));
  }
}
