package dev.stackunderflow.core.agent.poolside;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Poolside's command line. */
public final class Poolside implements CodingAgent {

  private final List<Path> folders;

  /** Looks in the usual folders for data and for state. */
  public Poolside(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        Stream.concat(Stream.of(user.state("poolside")), user.application("poolside").stream())
            .map(folder -> folder.resolve("trajectories"))
            .toList();
  }

  @Override
  public String id() {
    return "poolside";
  }

  @Override
  public String title() {
    return "Poolside";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return new PoolsideParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new PoolsideLogs(id(), folders));
  }
}
