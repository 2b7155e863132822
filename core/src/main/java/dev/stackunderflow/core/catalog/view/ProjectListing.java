package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.project.ProjectIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists projects with their totals. */
public final class ProjectListing {

  private final Connection db;
  private final ProjectIndex index;

  /** Reads from the catalog; the index says which rows are one project. */
  public ProjectListing(Connection db, ProjectIndex index) {
    this.db = db;
    this.index = index;
  }

  /**
   * The projects of each device with at least one visible event, the latest first.
   *
   * @param and a condition that begins with AND, or nothing
   */
  public List<ProjectView> projects(String and) throws SQLException {
    String sql =
        """
        SELECT p.id, d.device_id, d.label, p.provider, p.slug, p.path, p.display_name,
               count(DISTINCT CASE WHEN s.messages > 0 THEN s.thread END) AS sessions,
        """
            + VisibleTotals.COLUMNS
            + VisibleTotals.FROM
            + and
            + " GROUP BY p.id ORDER BY max(s.last_ts) DESC, p.slug";
    List<ProjectView> projects = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        projects.add(
            new ProjectView(
                index.groupOf(row.getLong("id")),
                row.getString("device_id"),
                row.getString("label"),
                row.getString("provider"),
                row.getString("slug"),
                row.getString("path"),
                row.getString("display_name"),
                row.getLong("sessions"),
                row.getLong("messages"),
                VisibleTotals.tokens(row),
                row.getString("first_ts"),
                row.getString("last_ts")));
      }
    }
    return projects;
  }

  /**
   * The projects merged over all devices and agents, the latest first.
   *
   * @param and a condition that begins with AND, or nothing
   */
  public List<ProjectGroupView> groups(String and) throws SQLException {
    Map<String, List<ProjectView>> members = new HashMap<>();
    for (ProjectView project : projects(and)) {
      members.computeIfAbsent(project.project(), _ -> new ArrayList<>()).add(project);
    }
    index.fill(db);
    String sql =
        """
        SELECT g.name,
               count(DISTINCT CASE WHEN s.messages > 0 THEN p.provider || ' ' || s.thread END)
                 AS sessions,
        """
            + VisibleTotals.COLUMNS
            + VisibleTotals.FROM.replace(
                "WHERE", "JOIN temp.project_group g ON g.project = p.id WHERE")
            + and
            + " GROUP BY g.name ORDER BY max(s.last_ts) DESC, g.name";
    List<ProjectGroupView> groups = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        groups.add(
            new ProjectGroupView(
                row.getString("name"),
                row.getLong("sessions"),
                row.getLong("messages"),
                VisibleTotals.tokens(row),
                row.getString("first_ts"),
                row.getString("last_ts"),
                members.getOrDefault(row.getString("name"), List.of())));
      }
    }
    return groups;
  }
}
