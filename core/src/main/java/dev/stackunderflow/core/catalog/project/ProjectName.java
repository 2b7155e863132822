package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.file.HomeFolder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A project's name on all devices: its folder relative to the home folder, such as {@code
 * ~/src/app}. The home folder is the one that the device names; where it names none, or the path is
 * in another, it is recognised from the path alone.
 */
final class ProjectName {

  /** Where Claude Code creates its worktrees; they belong to the repository. */
  private static final Pattern WORKTREE = Pattern.compile("(.+)/\\.claude/worktrees/[^/]+(?:/.*)?");

  private ProjectName() {}

  /**
   * Names a project.
   *
   * @param path its folder on some device, as that device writes it; null where not known
   * @param slug the agent's name for it, used where the path is not known
   * @param home the home folder of that device; empty where it is not known
   */
  static String of(@Nullable String path, String slug, String home) {
    if (path == null || path.isBlank()) {
      return slug;
    }
    String plain = path.replace('\\', '/');
    while (plain.length() > 1 && plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    Matcher worktree = WORKTREE.matcher(plain);
    if (worktree.matches()) {
      plain = worktree.group(1);
    }
    String inHome = HomeFolder.relative(plain, home);
    if (inHome == null) {
      return plain;
    }
    return inHome.isEmpty() ? "~" : "~/" + inHome;
  }
}
