package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.file.HomeFolder;
import dev.stackunderflow.core.file.ProjectSlug;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Maps another machine's working directories to this machine's: a path in the project's folder
 * there to the project's folder here, any other path in the home folder there to the home folder
 * here. All other paths are kept.
 *
 * @param fromProject the project's folder there, empty where not known
 * @param toProject the project's folder here
 * @param fromHome the home folder there, empty where the project is outside of one
 * @param toHome the home folder here
 */
record PathMap(String fromProject, String toProject, String fromHome, String toHome) {

  static PathMap of(Copy from, Path toProject, Path toHome) {
    String project = projectFolder(from);
    return new PathMap(
        project, toProject.toString(), HomeFolder.of(project, from.home()), toHome.toString());
  }

  /**
   * The folder that gave the project its slug: the one that the first line names, or a parent of it
   * where the session began in a subfolder.
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

  String map(String path) {
    Rule rule = rule(path);
    return rule == null
        ? path
        : rule.to() + path.substring(rule.from().length()).replace('\\', '/');
  }

  /** A folder there and its counterpart here. */
  record Rule(String from, String to) {}

  /** The rule that applies to a path; null where the path is kept. */
  @Nullable Rule rule(String path) {
    if (!fromProject.isEmpty() && below(fromProject, path) != null) {
      return new Rule(fromProject, toProject);
    }
    return fromHome.isEmpty() || below(fromHome, path) == null ? null : new Rule(fromHome, toHome);
  }

  /**
   * The rest of the path with its separator, empty for the folder itself; null where the path is
   * outside of it.
   */
  private static @Nullable String below(String folder, String path) {
    if (!path.startsWith(folder)) {
      return null;
    }
    String rest = path.substring(folder.length());
    return rest.isEmpty() || rest.charAt(0) == '/' || rest.charAt(0) == '\\' ? rest : null;
  }
}
