package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.file.Home;
import java.sql.SQLException;
import java.util.Set;

/** Finds the project that a user names. */
final class ProjectNames {

  /** For messages about a change of links. */
  static final String OTHERS = " Your other devices see it when both have synced.";

  private ProjectNames() {}

  /**
   * The name of one project, without its links.
   *
   * @param typed a name, slug, short name, path or repository
   * @param isOneEnough whether folders that are one project already may be named together
   * @throws UsageException if there is none, or more than one
   */
  static String resolve(Context context, Catalog catalog, String typed, boolean isOneEnough)
      throws SQLException, UsageException {
    String name = abbreviated(context, typed);
    Set<String> found = catalog.projectsNamed(name, isOneEnough);
    if (found.contains(name)) {
      return name; // the whole name: what only ends like it can be named too
    }
    if (found.size() != 1) {
      throw new UsageException(
          (found.isEmpty()
                  ? "No project is called " + name + ". Nothing was changed."
                  : "Several projects are called "
                      + name
                      + ". Nothing was changed. Name one of: "
                      + String.join(", ", found)
                      + ".")
              + " See: stackunderflow projects");
    }
    return found.iterator().next();
  }

  /** A shell expands {@code ~/src/app} before the program sees it. */
  private static String abbreviated(Context context, String name) {
    String home = Home.userHome(context.env()) + "/";
    return name.startsWith(home) ? "~/" + name.substring(home.length()) : name;
  }
}
