package dev.stackunderflow.core.agent.zencoder;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Zencoder. */
public final class Zencoder implements CodingAgent {

  private final List<Path> folders;

  /** Looks in {@code ~/.zencoder}. */
  public Zencoder(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.home(".zencoder/sessions"));
  }

  @Override
  public String id() {
    return "zencoder";
  }

  @Override
  public String title() {
    return "Zencoder";
  }

  @Override
  public String reads() {
    return "messages, tools; no tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ZencoderSessions(id(), folders));
  }
}
