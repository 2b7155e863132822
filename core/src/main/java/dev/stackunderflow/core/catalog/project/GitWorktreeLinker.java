package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.decision.Decision.Link;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links git worktrees to their repository, so that they are one project on all devices. In a
 * worktree {@code .git} is a file that says where the repository is (gitrepository-layout(5)).
 * Claude Code deletes an unused worktree of its own at the end of a session; its place names the
 * repository.
 */
final class GitWorktreeLinker {

  private static final Pattern GIT_FILE =
      Pattern.compile("gitdir: (.+)[/\\\\]\\.git[/\\\\]worktrees[/\\\\][^/\\\\]+");

  /** Where {@code claude --worktree NAME} creates one, in the repository. */
  private static final Pattern OF_CLAUDE =
      Pattern.compile("(.+)[/\\\\]\\.claude[/\\\\]worktrees[/\\\\][^/\\\\]+(.*)");

  private static final int MAX_GIT_FILE_BYTES = 8192;

  private GitWorktreeLinker() {}

  /**
   * Links the worktrees among some folders to their repositories, each once; a worktree that the
   * user unlinked stays unlinked.
   *
   * @param home the folder with the decisions; not touched where there is nothing to link
   * @param paths the folders
   * @param clock the time
   * @throws SQLException if the decisions cannot be read or written
   * @throws IOException if the decisions cannot be written
   */
  static void link(Home home, Collection<String> paths, Clock clock)
      throws SQLException, IOException {
    List<Link> found = new ArrayList<>();
    for (String path : paths) {
      repository(path)
          .map(main -> Link.of(name(path, home), name(main, home), true))
          .filter(link -> !link.first().equals(link.second()))
          .ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      new ProjectLinks(home, clock).suggest(found);
    }
  }

  private static String name(String path, Home home) {
    return ProjectName.of(path, path, home.user().toString());
  }

  /** The folder of the repository that corresponds to a folder in one of its worktrees. */
  static Optional<String> repository(String path) {
    Path folder;
    try {
      folder = Path.of(path);
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a path on this system
    }
    if (!folder.isAbsolute()) {
      return Optional.empty();
    }
    Matcher deleted = OF_CLAUDE.matcher(path);
    if (deleted.matches() && Files.notExists(folder)) {
      return Optional.of(deleted.group(1) + deleted.group(2));
    }
    for (Path at = folder; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.empty();
      }
      if (Files.isRegularFile(git)) {
        String main = mainOf(git);
        return main == null
            ? Optional.empty()
            : Optional.of(Path.of(main).resolve(at.relativize(folder)).normalize().toString());
      }
    }
    return Optional.empty();
  }

  private static @Nullable String mainOf(Path git) {
    try {
      if (Files.size(git) > MAX_GIT_FILE_BYTES) {
        return null;
      }
      Matcher matcher = GIT_FILE.matcher(Files.readString(git).strip());
      return matcher.matches() ? matcher.group(1) : null;
    } catch (IOException e) {
      return null; // unreadable: treat it as an ordinary folder
    }
  }
}
