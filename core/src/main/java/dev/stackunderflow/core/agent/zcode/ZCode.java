package dev.stackunderflow.core.agent.zcode;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ZCode. */
public final class ZCode implements CodingAgent {

  private final List<Path> folders;
  private final List<Path> named;

  /**
   * Looks where the environment says: {@code ZCODE_HOME}, else {@code ~/.zcode}; the database
   * itself can be named by {@code ZCODE_SESSION_DB_PATH} and {@code ZCODE_SESSION_DB}.
   */
  public ZCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("ZCODE_HOME", user.home(".zcode"));
    List<Path> databases = new ArrayList<>(user.listed("ZCODE_SESSION_DB_PATH"));
    databases.addAll(user.listed("ZCODE_SESSION_DB"));
    this.named = List.copyOf(databases);
  }

  @Override
  public String id() {
    return "zcode";
  }

  @Override
  public String title() {
    return "ZCode";
  }

  @Override
  public String reads() {
    return "messages, tools, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/parts");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ZCodeDatabase(id(), title(), folders, named));
  }
}
