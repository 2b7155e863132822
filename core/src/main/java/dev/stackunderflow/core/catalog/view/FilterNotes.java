package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.project.ProjectIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why a filter matches nothing: nothing in the view has the name of its project or branch.
 * That is not an error, as it is with an agent or a device: both may have their first session
 * tomorrow.
 */
public final class FilterNotes {

  private final Connection db;
  private final ProjectIndex projects;

  /** Reads the names of this view. */
  public FilterNotes(Connection db, ProjectIndex projects) {
    this.db = db;
    this.projects = projects;
  }

  /**
   * The notes, each a sentence or two for the user; none in a view without projects.
   *
   * @param project the filter's project; null for all
   * @param branch the filter's branch; null for all
   */
  public List<String> of(@Nullable String project, @Nullable String branch) throws SQLException {
    List<String> notes = new ArrayList<>();
    List<String> names = projects.allNames();
    if (names.isEmpty()) {
      return notes;
    }
    if (project != null && projects.named(project).isEmpty()) {
      notes.add(
          "No project is called "
              + project
              + "."
              + nearest(NearestNames.of(project, names))
              + " To list all: stackunderflow projects");
    }
    if (branch != null) {
      List<String> branches = branches();
      if (!branches.contains(branch)) {
        notes.add(
            "No session notes the branch "
                + branch
                + "."
                + nearest(NearestNames.of(branch, branches))
                + " To list all: stackunderflow report --by branch");
      }
    }
    return notes;
  }

  private static String nearest(List<String> names) {
    return names.isEmpty() ? "" : " Did you mean " + String.join(", or ", names) + "?";
  }

  private List<String> branches() throws SQLException {
    List<String> branches = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement("SELECT name FROM branch ORDER BY name");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        branches.add(row.getString(1));
      }
    }
    return branches;
  }
}
