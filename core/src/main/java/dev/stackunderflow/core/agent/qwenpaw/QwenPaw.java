package dev.stackunderflow.core.agent.qwenpaw;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** QwenPaw, formerly CoPaw. */
public final class QwenPaw implements CodingAgent {

  private final List<Path> folders;

  /** Looks in {@code ~/.copaw}. */
  public QwenPaw(Map<String, String> env) {
    this.folders = List.of(new UserFolders(env).home(".copaw/workspaces"));
  }

  @Override
  public String id() {
    return "qwenpaw";
  }

  @Override
  public String title() {
    return "QwenPaw";
  }

  @Override
  public String reads() {
    return "messages, tools; it notes no tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new QwenPawSessions(id(), folders, 3), new QwenPawSessions(id(), folders, 4));
  }
}
