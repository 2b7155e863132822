package dev.stackunderflow.core.agent.muse;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Muse Code, of Meta. */
public final class MuseCode implements CodingAgent {

  private final List<Path> folders;

  /** Looks in the usual data folder. */
  public MuseCode(Map<String, String> env) {
    this.folders = List.of(new UserFolders(env).data("muse/sessions"));
  }

  @Override
  public String id() {
    return "muse";
  }

  @Override
  public String title() {
    return "Muse Code";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return new MuseParts();
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new MuseLogs(id(), folders));
  }
}
