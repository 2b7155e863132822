package dev.stackunderflow.core.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the home folder in a path of any machine, from the path alone: on macOS, Linux and
 * Windows, and on Windows as seen from WSL and Git Bash.
 */
public final class HomeFolder {

  private static final Pattern HOME =
      Pattern.compile(
          "(?:(?:/Users|/home|/var/home|(?:/mnt)?/[a-z]/Users)/[^/]+|/root"
              + "|[A-Za-z]:[\\\\/]Users[\\\\/][^\\\\/]+)(?=[\\\\/]|$)");

  private HomeFolder() {}

  /** The home folder that contains a path, or is it; empty where there is none. */
  public static String of(String path) {
    Matcher home = HOME.matcher(path);
    return home.lookingAt() ? home.group() : "";
  }

  /**
   * A path relative to its home folder, with slashes, such as {@code src/app}; empty for the home
   * folder itself; null where the path is outside of one.
   */
  public static @Nullable String relative(String path) {
    String home = of(path);
    return home.isEmpty()
        ? null
        : path.substring(home.length()).replace('\\', '/').replaceFirst("^/", "");
  }
}
