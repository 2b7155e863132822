package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile.Copy;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns another machine's working directories into this one's: what is in the project's folder
 * there into the project's folder here, and what else is in the home folder there into the home
 * folder here. All others stay.
 *
 * @param fromProject the project's folder there, empty where it is not known
 * @param toProject the project's folder here
 * @param fromHome the home folder there, empty where the project is in none
 * @param toHome the home folder here
 */
record PathMap(String fromProject, String toProject, String fromHome, String toHome) {

  /** Homes on macOS, Linux, Windows, and Windows as seen from WSL and Git Bash. */
  private static final Pattern HOME =
      Pattern.compile(
          "(?:/Users|/home|/var/home|(?:/mnt)?/[a-z]/Users)/[^/]+|/root|[A-Za-z]:[\\\\/]Users[\\\\/][^\\\\/]+");

  static PathMap of(Copy from, Path toProject, Path toHome) {
    String project = projectFolder(from);
    return new PathMap(project, toProject.toString(), homeOf(project), toHome.toString());
  }

  /**
   * The folder that gave the project its slug: the one that its first line names, or one above
   * where that line was written in a folder below.
   */
  static String projectFolder(Copy copy) {
    String folder = copy.path();
    while (!folder.isEmpty()) {
      if (ProjectSlug.of(folder).equals(copy.slug())) {
        return folder;
      }
      int end = Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\'));
      folder = folder.substring(0, Math.max(0, end));
    }
    return copy.path();
  }

  /** The home folder that a path is in, or empty. */
  static String homeOf(String path) {
    Matcher home = HOME.matcher(path);
    if (!home.lookingAt()) {
      return "";
    }
    return below(home.group(), path) == null ? "" : home.group();
  }

  /** What is left of a path below its home folder: {@code src/app}; null where it is in none. */
  static @Nullable String belowHome(String path) {
    String home = homeOf(path);
    String rest = home.isEmpty() ? null : below(home, path);
    return rest == null ? null : rest.replace('\\', '/').replaceFirst("^/", "");
  }

  String map(String path) {
    Rule rule = rule(path);
    return rule == null
        ? path
        : rule.to() + path.substring(rule.from().length()).replace('\\', '/');
  }

  /** A folder there and the one here in its place. */
  record Rule(String from, String to) {}

  /** What maps a path, or null where it stays. */
  @Nullable Rule rule(String path) {
    if (!fromProject.isEmpty() && below(fromProject, path) != null) {
      return new Rule(fromProject, toProject);
    }
    return fromHome.isEmpty() || below(fromHome, path) == null ? null : new Rule(fromHome, toHome);
  }

  /** The rest with its separator, empty for the folder itself; null where it is not below. */
  private static @Nullable String below(String folder, String path) {
    if (!path.startsWith(folder)) {
      return null;
    }
    String rest = path.substring(folder.length());
    return rest.isEmpty() || rest.charAt(0) == '/' || rest.charAt(0) == '\\' ? rest : null;
  }
}
