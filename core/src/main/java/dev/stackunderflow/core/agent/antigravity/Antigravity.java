package dev.stackunderflow.core.agent.antigravity;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Antigravity. */
public final class Antigravity implements CodingAgent {

  private final List<Path> folders;

  /** Looks where the environment says: {@code ANTIGRAVITY_DATA_DIR}, else in the usual folders. */
  public Antigravity(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed(
            "ANTIGRAVITY_DATA_DIR",
            user.home(".gemini/antigravity"),
            user.home(".gemini/antigravity-cli"),
            user.home(".gemini/antigravity-ide"),
            user.config("antigravity"));
  }

  @Override
  public String id() {
    return "antigravity";
  }

  @Override
  public String title() {
    return "Antigravity";
  }

  @Override
  public String reads() {
    return "messages and tools where it writes a transcript, tokens";
  }

  @Override
  public PartReader parts() {
    return new AntigravityParts();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new AntigravityDatabases(id(), title(), folders),
        new AntigravityTranscripts(id(), folders));
  }
}
