package dev.stackunderflow.core.agent.vibe;

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

/** Mistral Vibe. */
public final class MistralVibe implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.in("session", DraftBuilder.TITLE).branch("git_branch");

  private final List<Path> folders;

  /** Looks where the environment says: {@code VIBE_HOME}, else {@code ~/.vibe}. */
  public MistralVibe(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("VIBE_HOME", user.home(".vibe"));
  }

  @Override
  public String id() {
    return "vibe";
  }

  @Override
  public String title() {
    return "Mistral Vibe";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens per session";
  }

  @Override
  public PartReader parts() {
    return new VibeParts();
  }

  @Override
  public List<RecordSource> records() {
    List<Path> logs = folders.stream().map(folder -> folder.resolve("logs/session")).toList();
    return List.of(
        new VibeSessions(id(), logs, 2),
        new VibeSessions(id(), logs, 1),
        new VibeUnified(id(), logs));
  }
}
