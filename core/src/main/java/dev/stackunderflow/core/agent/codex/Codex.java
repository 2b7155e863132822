package dev.stackunderflow.core.agent.codex;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Codex. */
public final class Codex implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE
          .in("session_meta")
          .branch("payload", "git", "branch")
          .remote("payload", "git", "repository_url");

  private final CodexLogs logs;

  public Codex(Map<String, String> env) {
    this.logs = new CodexLogs(env);
  }

  @Override
  public String id() {
    return "codex";
  }

  @Override
  public String title() {
    return "Codex";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return new CodexParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("codex resume ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(logs);
  }

  @Override
  public List<RecordSource> records() {
    List<Path> sessions = logs.homes().stream().map(home -> home.resolve("sessions")).toList();
    return List.of(new CodexTitles(logs), new SavedConversations(id(), sessions));
  }
}
