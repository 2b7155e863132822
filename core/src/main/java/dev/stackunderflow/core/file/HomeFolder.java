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

  /**
   * The home folder that contains a path, or is it.
   *
   * @param path a path on some device, as that device writes it
   * @param own the home folder of that device; empty where it is not known
   * @return the beginning of the path: the device's home folder, else what looks like one; empty
   *     where there is none
   */
  public static String of(String path, String own) {
    return isIn(path, own) ? path.substring(0, own.length()) : of(path);
  }

  private static boolean isIn(String path, String home) {
    boolean isWindows = home.length() > 1 && home.charAt(1) == ':';
    String plain = home.replace('\\', '/');
    return plain.length() > 1 // everything is in the root folder
        && !plain.endsWith("/")
        && path.replace('\\', '/').regionMatches(isWindows, 0, plain, 0, plain.length())
        && (path.length() == plain.length() || "/\\".indexOf(path.charAt(plain.length())) >= 0);
  }

  /** The home folder that contains a path, or is it; empty where there is none. */
  public static String of(String path) {
    Matcher home = HOME.matcher(path);
    return home.lookingAt() ? home.group() : "";
  }

  /**
   * A path relative to its home folder, with slashes, such as {@code src/app}.
   *
   * @param path a path on some device, as that device writes it
   * @param own the home folder of that device; empty where it is not known
   * @return empty for the home folder itself; null where the path is outside of one
   */
  public static @Nullable String relative(String path, String own) {
    String home = of(path, own);
    return home.isEmpty()
        ? null
        : path.substring(home.length()).replace('\\', '/').replaceFirst("^/", "");
  }
}
