package dev.stackunderflow.app.text;

import java.nio.file.Path;

/** Paths below the home folder, written with a tilde. */
public final class HomePath {

  private HomePath() {}

  /** {@code ~/.claude} for a folder in the home folder; any other path as it is. */
  public static String of(Path path, Path home) {
    return path.startsWith(home)
        ? Path.of("~").resolve(home.relativize(path)).toString()
        : path.toString();
  }
}
