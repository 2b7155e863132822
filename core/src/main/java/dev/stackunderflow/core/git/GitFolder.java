package dev.stackunderflow.core.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder in a working tree of Git. Only the {@code .git} there and what it refers to are read; no
 * process is started.
 *
 * @param root the working tree's folder
 * @param within the folder's path in it, with slashes; empty for the root
 * @param remote the repository's name, see {@link GitRemote}; null where it has no remote that
 *     other machines know
 * @param isLinked whether it is a linked worktree, beside the repository's main one
 */
public record GitFolder(Path root, String within, @Nullable String remote, boolean isLinked) {

  private static final int MAX_POINTER_BYTES = 8_192;
  private static final int MAX_CONFIG_BYTES = 1 << 20;
  private static final String GIT_DIR = "gitdir: ";

  /** Git names the remote that was cloned from so. */
  private static final String ORIGIN = "origin";

  /**
   * Finds the working tree that a folder is in.
   *
   * @param path the folder; it may not exist
   * @param home the user's home folder: a repository of it does not contain the folders in it
   * @return empty where the folder is in none
   */
  public static Optional<GitFolder> of(String path, Path home) {
    Path folder;
    try {
      folder = Path.of(path);
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a path on this system
    }
    if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Optional<GitFolder> found = search(folder.normalize(), home);
    if (found.isPresent()) {
      return found;
    }
    try {
      return search(folder.toRealPath(), home.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<GitFolder> search(Path folder, Path home) {
    for (Path at = folder; at.getParent() != null; at = at.getParent()) {
      if (at.equals(home) && !at.equals(folder)) {
        return Optional.empty();
      }
      Path repository = repository(at.resolve(".git"));
      if (repository != null) {
        Path common = common(repository);
        String within = at.relativize(folder).toString().replace('\\', '/');
        Path config = (common == null ? repository : common).resolve("config");
        return Optional.of(new GitFolder(at, within, remote(config), common != null));
      }
    }
    return Optional.empty();
  }

  /** The folder of the repository's data, for a worktree its own part of it; null where none is. */
  private static @Nullable Path repository(Path git) {
    if (Files.isDirectory(git)) {
      return Files.isRegularFile(git.resolve("HEAD")) ? git : null;
    }
    String pointer = read(git, MAX_POINTER_BYTES);
    if (pointer == null || !pointer.startsWith(GIT_DIR)) {
      return null;
    }
    Path folder = resolved(git.getParent(), pointer.substring(GIT_DIR.length()).strip());
    return folder != null && Files.isRegularFile(folder.resolve("HEAD")) ? folder : null;
  }

  /** The repository's own folder, where this one is a linked worktree's; else null. */
  private static @Nullable Path common(Path repository) {
    String pointer = read(repository.resolve("commondir"), MAX_POINTER_BYTES);
    return pointer == null ? null : resolved(repository, pointer.strip());
  }

  private static @Nullable Path resolved(@Nullable Path from, String pointer) {
    // A path on a server would have Windows send a password's hash there.
    if (from == null || pointer.startsWith("\\\\") || pointer.startsWith("//")) {
      return null;
    }
    try {
      return from.resolve(pointer).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static @Nullable String remote(Path config) {
    String text = read(config, MAX_CONFIG_BYTES);
    if (text == null) {
      return null;
    }
    Map<String, String> remotes = GitConfig.remotes(text);
    String origin = GitRemote.name(remotes.get(ORIGIN));
    if (origin != null) {
      return origin;
    }
    for (String url : remotes.values()) {
      String name = GitRemote.name(url);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  /** A file's text; null where it is not a file, too large, or cannot be read. */
  private static @Nullable String read(Path file, int maxBytes) {
    // Opening a pipe would wait for its other end.
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      return bytes.length > maxBytes ? null : new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }
}
