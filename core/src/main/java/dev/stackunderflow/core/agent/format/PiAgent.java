package dev.stackunderflow.core.agent.format;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;

/** Pi, and the agents made of it that keep its logs. */
public abstract class PiAgent implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = PiLine.STATED;

  private final List<Path> folders;

  /**
   * An agent.
   *
   * @param folders where its sessions are; some may not exist
   */
  protected PiAgent(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The folders {@code sessions} of the agents' folders that a variable names, else of another. */
  protected static List<Path> sessions(UserFolders user, String variable, Path otherwise) {
    return user.listed(variable, otherwise).stream()
        .map(folder -> folder.resolve("sessions"))
        .toList();
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/message", "/message/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<LogSource> logs() {
    return List.of(PiLogs.ofProjects(id(), folders));
  }
}
