package dev.stackunderflow.core.agent.zed;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Zed. */
public final class Zed implements CodingAgent {

  private final List<Path> folders;

  /** Looks in the editor's folder for data. */
  public Zed(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        Stream.concat(
                Stream.of("zed", "Zed").flatMap(name -> user.application(name).stream()),
                Stream.of(user.home(".var/app/dev.zed.Zed/data/zed")))
            .toList();
  }

  @Override
  public String id() {
    return "zed";
  }

  @Override
  public String title() {
    return "Zed";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens of threads, not of text threads";
  }

  @Override
  public PartReader parts() {
    return new ZedParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ZedDatabase(id(), title(), folders), new ZedTexts(id(), folders));
  }
}
