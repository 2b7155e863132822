package dev.stackunderflow.core.agent.claude;

import dev.stackunderflow.core.agent.format.claude.ClaudeReader;
import dev.stackunderflow.core.agent.format.claude.ClaudeTranscripts;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Claude Code's transcripts. Claude Desktop's local agent mode, OpenClaude and Cherry Studio keep
 * the same folders below their own.
 */
public final class ClaudeLogs extends ClaudeTranscripts {

  /** OpenClaude keeps the same logs in a folder of its own. */
  private static final String OPENCLAUDE = ".openclaude";

  private final ClaudeDesktop desktop;

  /** Looks where the environment says: {@code CLAUDE_CONFIG_DIR}, else the two usual folders. */
  public ClaudeLogs(Map<String, String> env) {
    super("claude", homes(env), ClaudeReader::usage);
    this.desktop = new ClaudeDesktop(env);
  }

  private static List<Path> homes(Map<String, String> env) {
    Path home = Home.userHome(env);
    List<Path> folders = new ArrayList<>(LogFolders.listed(env, "CLAUDE_CONFIG_DIR"));
    if (folders.isEmpty()) {
      folders.add(home.resolve(".claude"));
      folders.add(home.resolve(".config").resolve("claude"));
    }
    folders.add(home.resolve(OPENCLAUDE));
    for (Path studio : new UserFolders(env).application("CherryStudio")) {
      folders.add(studio.resolve("Data/Agents/.claude"));
      folders.add(studio.resolve(".claude"));
    }
    return folders;
  }

  @Override
  public List<Path> folders() {
    List<Path> folders = new ArrayList<>(super.folders());
    folders.addAll(desktop.folders());
    return folders;
  }

  @Override
  protected List<Path> projectFolders() throws IOException {
    List<Path> folders = new ArrayList<>(super.projectFolders());
    folders.addAll(desktop.projectFolders());
    return folders;
  }
}
