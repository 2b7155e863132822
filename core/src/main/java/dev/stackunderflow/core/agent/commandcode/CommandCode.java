package dev.stackunderflow.core.agent.commandcode;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Command Code. */
public final class CommandCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.branch("gitBranch").cost("usage", "costUsd");

  private final List<Path> folders;

  /** Looks in {@code ~/.commandcode}. */
  public CommandCode(Map<String, String> env) {
    this.folders = List.of(new UserFolders(env).home(".commandcode/projects"));
  }

  @Override
  public String id() {
    return "commandcode";
  }

  @Override
  public String title() {
    return "Command Code";
  }

  @Override
  public String reads() {
    return "messages, tools, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content", "/message/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("cmd -r ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new CommandCodeSessions(id(), folders));
  }
}
