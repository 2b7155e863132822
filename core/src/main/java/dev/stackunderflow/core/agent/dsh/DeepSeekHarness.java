package dev.stackunderflow.core.agent.dsh;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** DeepSeek Harness, {@code dsh}. */
public final class DeepSeekHarness implements CodingAgent {

  private static final PartReader BLOCKS =
      BlockParts.at("/data/message/content", "/data/content", "/data");

  private final List<Path> folders;

  /** Looks where the environment says: {@code DSH_HOME}, else {@code ~/.dsh}. */
  public DeepSeekHarness(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed("DSH_HOME", user.home(".dsh")).stream()
            .map(folder -> folder.resolve("sessions"))
            .toList();
  }

  @Override
  public String id() {
    return "dsh";
  }

  @Override
  public String title() {
    return "DeepSeek Harness";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return event -> event.role().equals(HarnessTurns.SHOWN) ? List.of() : BLOCKS.parts(event);
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new HarnessSessions(id(), folders));
  }
}
