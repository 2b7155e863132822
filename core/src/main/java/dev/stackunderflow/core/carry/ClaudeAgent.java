package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.claude.ClaudeLogs;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.file.ProjectSlug;
import java.nio.file.Path;

/** Claude Code. */
record ClaudeAgent(ClaudeLogs logs) implements Agent {

  /**
   * The longest slug. Claude Code shortens longer ones and appends a hash that is not documented.
   */
  private static final int LONGEST_SLUG = 200;

  @Override
  public WorkingDirectory workingDirectory() {
    return new WorkingDirectory("cwd");
  }

  @Override
  public String slug(Path folder) throws CarryException {
    String slug = ProjectSlug.of(folder.toString());
    if (slug.length() > LONGEST_SLUG) {
      throw new CarryException(
          folder
              + " is too long: Claude Code shortens such paths in its own way. Nothing was written. Choose a folder with a shorter path: --to DIR");
    }
    return slug;
  }

  @Override
  public Path file(
      Path folder, String slug, SessionFile.Name name, String firstLine, String firstTime) {
    String sessionId = name.sessionId();
    Path projects = LogFolders.firstExisting(logs.folders());
    int slash = sessionId.indexOf('/');
    Path project = projects.resolve(slug);
    return slash < 0
        ? project.resolve(sessionId + ".jsonl")
        : project
            .resolve(sessionId.substring(0, slash))
            .resolve("subagents")
            .resolve(sessionId.substring(slash + 1) + ".jsonl");
  }

  @Override
  public String resume(String sessionId) {
    return "claude --resume " + sessionId;
  }
}
