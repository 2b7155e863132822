package dev.stackunderflow.core.agent.continuedev;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Continue. */
public final class Continue implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.in("session.usage").cost("totalCost");

  private final List<Path> folders;

  /** Looks where the environment says: {@code CONTINUE_GLOBAL_DIR}, else {@code ~/.continue}. */
  public Continue(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed("CONTINUE_GLOBAL_DIR", user.home(".continue")).stream()
            .map(folder -> folder.resolve("sessions"))
            .toList();
  }

  @Override
  public String id() {
    return "continue";
  }

  @Override
  public String title() {
    return "Continue";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens where noted";
  }

  @Override
  public PartReader parts() {
    return new ContinueParts();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ContinueSessions(id(), folders));
  }
}
