package dev.stackunderflow.core.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a project's folder is in.
 *
 * @param path the folder, as the project names it
 * @param remote the name of the repository, the same on all machines, such as {@code
 *     github.com/o/r}
 * @param within the folder's path in the working tree, with slashes; empty for its root
 * @param isLinked whether the working tree is a linked worktree, beside the repository's main one
 */
public record Folder(String path, String remote, String within, boolean isLinked) {

  /** The working tree's folder; null where the path does not end with what is within it. */
  public @Nullable String root() {
    if (within.isEmpty()) {
      return path;
    }
    String end = "/" + within;
    return path.replace('\\', '/').endsWith(end)
        ? path.substring(0, path.length() - end.length())
        : null;
  }

  /** The same folder of another working tree of the repository. */
  public String in(String otherRoot) {
    return within.isEmpty() ? otherRoot : Objects.requireNonNull(otherRoot) + "/" + within;
  }
}
