package dev.stackunderflow.core.agent.droid;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Factory Droid. */
public final class Droid implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code DROID_SESSIONS_DIR}, else {@code .factory} in the home
   * or in {@code FACTORY_HOME_OVERRIDE}.
   */
  public Droid(Map<String, String> env) {
    var user = new UserFolders(env);
    Path[] usual =
        user.listed("FACTORY_HOME_OVERRIDE", user.home()).stream()
            .map(home -> home.resolve(".factory/sessions"))
            .toArray(Path[]::new);
    this.folders = user.listed("DROID_SESSIONS_DIR", usual);
  }

  @Override
  public String id() {
    return "droid";
  }

  @Override
  public String title() {
    return "Factory Droid";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens per session";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/message/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("droid -r ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new DroidSessions(id(), folders, 2), new DroidSessions(id(), folders, 1));
  }
}
