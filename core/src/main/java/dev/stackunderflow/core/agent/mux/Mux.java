package dev.stackunderflow.core.agent.mux;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Coder's Mux. */
public final class Mux implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code MUX_ROOT}, else {@code ~/.mux} and {@code ~/.cmux}.
   */
  public Mux(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("MUX_ROOT", user.home(".mux"), user.home(".cmux"));
  }

  @Override
  public String id() {
    return "mux";
  }

  @Override
  public String title() {
    return "Mux";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/parts");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new MuxChats(id(), folders));
  }
}
