package dev.stackunderflow.core.agent.devin;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Devin's command line. */
public final class Devin implements CodingAgent {

  private final List<Path> folders;

  /** Looks in the user's folders for data. */
  public Devin(Map<String, String> env) {
    this.folders =
        new UserFolders(env)
            .application("devin").stream().map(folder -> folder.resolve("cli")).toList();
  }

  @Override
  public String id() {
    return "devin";
  }

  @Override
  public String title() {
    return "Devin";
  }

  @Override
  public PartReader parts() {
    return new DevinParts();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new DevinDatabase(id(), title(), folders));
  }
}
