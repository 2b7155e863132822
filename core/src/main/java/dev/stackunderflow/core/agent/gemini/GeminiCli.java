package dev.stackunderflow.core.agent.gemini;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.GeminiChats;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gemini CLI. */
public final class GeminiCli implements CodingAgent {

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code GEMINI_DATA_DIR}, {@code .gemini} in {@code
   * GEMINI_CLI_HOME}, else {@code ~/.gemini}.
   */
  public GeminiCli(Map<String, String> env) {
    var user = new UserFolders(env);
    Path[] homes =
        user.listed("GEMINI_CLI_HOME", user.home()).stream()
            .map(home -> home.resolve(".gemini"))
            .toArray(Path[]::new);
    this.folders = user.listed("GEMINI_DATA_DIR", homes);
  }

  @Override
  public String id() {
    return "gemini";
  }

  @Override
  public String title() {
    return "Gemini CLI";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/thoughts", "/content", "/toolCalls");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("gemini -r ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new GeminiChats(id(), folders));
  }
}
