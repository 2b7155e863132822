package dev.stackunderflow.core.agent.grok;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Grok Build. */
public final class GrokBuild implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE
          .in("session", DraftBuilder.TITLE)
          .branch("head_branch")
          .or(StatedFields.NONE.in("turn.usage").cost(GrokTurns.COST));

  private final List<Path> folders;

  /** Looks where the environment says: {@code GROK_HOME}, else {@code ~/.grok}. */
  public GrokBuild(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("GROK_HOME", user.home(".grok"));
  }

  @Override
  public String id() {
    return "grok";
  }

  @Override
  public String title() {
    return "Grok Build";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, tokens per turn";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("", "/tool_calls");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("grok -r ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new GrokSessions(
            id(), folders.stream().map(folder -> folder.resolve("sessions")).toList()));
  }
}
