package dev.stackunderflow.core.agent.openhands;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** OpenHands' command line. */
public final class OpenHands implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.in("session.usage").cost("accumulated_cost");

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code OPENHANDS_CONVERSATIONS_DIR}, else below {@code
   * OPENHANDS_PERSISTENCE_DIR} or {@code ~/.openhands}.
   */
  public OpenHands(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(
            "OPENHANDS_CONVERSATIONS_DIR",
            user.listed("OPENHANDS_PERSISTENCE_DIR", user.home(".openhands")).stream()
                .map(folder -> folder.resolve("conversations"))
                .toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "openhands";
  }

  @Override
  public String title() {
    return "OpenHands";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens per session";
  }

  @Override
  public PartReader parts() {
    return new OpenHandsParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new OpenHandsSessions(id(), folders));
  }
}
