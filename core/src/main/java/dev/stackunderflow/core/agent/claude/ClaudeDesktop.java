package dev.stackunderflow.core.agent.claude;

import dev.stackunderflow.core.agent.source.LogWalk;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where Claude Desktop's local agent mode keeps its sessions: in each of them a {@code .claude}
 * folder like Claude Code's.
 */
final class ClaudeDesktop {

  private static final String SESSIONS = "local-agent-mode-sessions";

  /** Organisation, account, session, {@code .claude}, {@code projects}. */
  private static final int MAX_DEPTH = 8;

  private final List<Path> folders;

  /** Looks into the application's folder on macOS, Linux and Windows, as far as they exist. */
  ClaudeDesktop(Map<String, String> env) {
    Path home = Home.userHome(env);
    List<Path> found = new ArrayList<>();
    found.add(home.resolve("Library/Application Support/Claude"));
    String config = env.getOrDefault("XDG_CONFIG_HOME", "");
    found.add((config.isEmpty() ? home.resolve(".config") : Path.of(config)).resolve("Claude"));
    String roaming = env.getOrDefault("APPDATA", "");
    found.add(
        (roaming.isEmpty() ? home.resolve("AppData/Roaming") : Path.of(roaming)).resolve("Claude"));
    found.addAll(storePackages(home.resolve("AppData/Local/Packages")));
    this.folders = found.stream().map(folder -> folder.resolve(SESSIONS)).distinct().toList();
  }

  /** The version from the Windows store has a folder of its own. */
  private static List<Path> storePackages(Path packages) {
    if (!Files.isDirectory(packages)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(packages)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("Claude_"))
          .map(entry -> entry.resolve("LocalCache/Roaming/Claude"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // not readable: the program is not this user's
    }
  }

  /** The folders below which sessions are. */
  List<Path> folders() {
    return folders;
  }

  /** The folders called {@code .claude/projects} below them. */
  List<Path> projectFolders() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(
            folder,
            EnumSet.noneOf(FileVisitOption.class),
            MAX_DEPTH,
            new LogWalk() {
              @Override
              public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                if (dir.endsWith(Path.of(".claude", "projects"))) {
                  found.add(dir);
                  return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
              }

              @Override
              protected void file(Path file, BasicFileAttributes attributes) {
                // Sessions are in folders.
              }
            });
      }
    }
    found.sort(null);
    return found;
  }
}
