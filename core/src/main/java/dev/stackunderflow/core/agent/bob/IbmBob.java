package dev.stackunderflow.core.agent.bob;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.ClineStated;
import dev.stackunderflow.core.agent.format.ClineTasks;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** IBM Bob, an editor whose agent keeps its tasks as Roo Code does. */
public final class IbmBob implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = ClineStated.COST;

  private final List<Path> folders;

  /** Looks in the editor's storage, also under the name of its preview. */
  public IbmBob(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        Stream.of("IBM Bob", "Bob-IDE")
            .flatMap(name -> user.application(name).stream())
            .map(folder -> folder.resolve("User/globalStorage/ibm.bob-code"))
            .toList();
  }

  @Override
  public String id() {
    return "bob";
  }

  @Override
  public String title() {
    return "IBM Bob";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(ClineTasks.withCacheInPrompt(id(), folders));
  }
}
