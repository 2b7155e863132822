package dev.stackunderflow.core.agent.codewhale;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** CodeWhale, which was called DeepSeek TUI. */
public final class CodeWhale implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = new CodeWhaleCosts();

  private final List<Path> folders;

  /** Looks in {@code ~/.codewhale} and {@code ~/.deepseek}. */
  public CodeWhale(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.home(".codewhale/sessions"), user.home(".deepseek/sessions"));
  }

  @Override
  public String id() {
    return "codewhale";
  }

  @Override
  public String title() {
    return "CodeWhale";
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
    return List.of(new CodeWhaleSessions(id(), folders));
  }
}
