package dev.stackunderflow.core.agent.zcode;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ZCode. */
public final class ZCode implements CodingAgent {

  private final List<Path> folders;

  /** Looks where the environment says: {@code ZCODE_HOME}, else {@code ~/.zcode}. */
  public ZCode(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("ZCODE_HOME", user.home(".zcode"));
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
    return "titles and tokens; not the messages, whose format is not known";
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("the format of its messages is not known");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ZCodeDatabase(id(), title(), folders));
  }
}
