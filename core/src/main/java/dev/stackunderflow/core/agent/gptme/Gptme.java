package dev.stackunderflow.core.agent.gptme;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** gptme. */
public final class Gptme implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.in("assistant").cost("metadata", "cost");

  private final List<Path> folders;

  /** Looks where the environment says: {@code GPTME_LOGS_HOME}, else in the usual data folders. */
  public Gptme(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(
            "GPTME_LOGS_HOME",
            user.application("gptme").stream()
                .map(folder -> folder.resolve("logs"))
                .toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "gptme";
  }

  @Override
  public String title() {
    return "gptme";
  }

  @Override
  public PartReader parts() {
    return new GptmeParts();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new GptmeLogs(id(), folders));
  }
}
