package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.file.ProjectSlug;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An agent that resumes a copy of its log, if the log is in the folder named after the project and
 * its lines name the project's folder here.
 *
 * @param logs the agent's logs
 * @param workingDirectory the field that names the working directory
 * @param layout where in the agent's folder a log belongs
 * @param command the command that resumes a session, {@code %s} for its id
 */
record CopiedLogAgent(
    LogSource logs, WorkingDirectory workingDirectory, Layout layout, String command)
    implements Agent {

  /** Where a log belongs. */
  @FunctionalInterface
  private interface Layout {

    /**
     * A log's path in the agent's folder.
     *
     * @param folder the project's folder
     * @param sessionId the session
     * @param firstTime the time of its first line
     */
    String path(Path folder, String sessionId, String firstTime);
  }

  /** Qwen Code: {@code FOLDER-WITH-DASHES/chats/ID.jsonl}, {@code subagents/PARENT/ID.jsonl}. */
  static CopiedLogAgent qwen(LogSource logs) {
    return new CopiedLogAgent(
        logs,
        new WorkingDirectory("cwd"),
        (folder, id, _) ->
            ProjectSlug.of(folder.toString())
                + (id.contains("/") ? "/subagents/" : "/chats/")
                + id
                + ".jsonl",
        "qwen -r %s");
  }

  /**
   * Copilot CLI: {@code ID/events.jsonl}; it makes what else belongs there. The events that begin
   * and resume a session name the folder.
   */
  static CopiedLogAgent copilot(LogSource logs) {
    return new CopiedLogAgent(
        logs,
        new WorkingDirectory("data", "context", "cwd"),
        (_, id, _) -> id + "/events.jsonl",
        "copilot --resume=%s");
  }

  /** Pi: {@code --FOLDER-WITH-DASHES--/TIME_ID.jsonl}; other characters of the folder stay. */
  static CopiedLogAgent pi(LogSource logs) {
    return new CopiedLogAgent(
        logs,
        new WorkingDirectory("cwd"),
        (folder, id, firstTime) ->
            "--"
                + folder.toString().replaceFirst("^[/\\\\]", "").replaceAll("[/\\\\:]", "-")
                + "--/"
                + firstTime.replaceAll("[:.]", "-")
                + "_"
                + id
                + ".jsonl",
        "pi --session %s");
  }

  /** Oh My Pi: see {@link OhMyPiFolders}. */
  static CopiedLogAgent omp(LogSource logs, OhMyPiFolders folders) {
    return new CopiedLogAgent(logs, new WorkingDirectory("cwd"), folders::path, "omp --resume %s");
  }

  @Override
  public String slug(Path folder) {
    return ProjectSlug.of(folder.toString());
  }

  @Override
  public Path file(
      Path folder, String slug, SessionFile.Name name, String firstLine, String firstTime) {
    Path sessions = LogFolders.firstExisting(logs.folders());
    return sessions.resolve(layout.path(folder, name.sessionId(), firstTime));
  }

  @Override
  public String resume(String sessionId) {
    return String.format(Locale.ROOT, command, sessionId);
  }
}
