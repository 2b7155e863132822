package dev.stackunderflow.core.agent.reasonix;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reasonix. */
public final class Reasonix implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code REASONIX_STATE_HOME}, {@code REASONIX_HOME}, else in
   * {@code ~/.reasonix} and the systems' usual folders.
   */
  public Reasonix(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> usual = new ArrayList<>(List.of(user.home(".reasonix")));
    usual.addAll(user.application("reasonix"));
    List<Path> homes = user.listed("REASONIX_HOME", usual.toArray(Path[]::new));
    this.folders = user.listed("REASONIX_STATE_HOME", homes.toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "reasonix";
  }

  @Override
  public String title() {
    return "Reasonix";
  }

  @Override
  public String reads() {
    return "messages, tools, titles, tokens per day";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("", "/tool_calls");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new ReasonixStats(id(), below("stats")));
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new ReasonixSessions(id(), below("sessions"), 1),
        new ReasonixSessions(id(), below("projects"), 3));
  }

  private List<Path> below(String name) {
    return folders.stream().map(folder -> folder.resolve(name)).toList();
  }
}
