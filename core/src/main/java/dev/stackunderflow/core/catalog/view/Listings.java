package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.index.TotalsKeeper;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists projects and sessions with their totals, which {@link TotalsKeeper} maintains in {@code
 * session}.
 */
public final class Listings {

  private static final String SUMS =
      """
      min(s.first_ts), max(s.last_ts), sum(s.messages), sum(s.input_tokens), sum(s.output_tokens),
      sum(s.cache_create_tokens), sum(s.cache_read_tokens)
      """;

  private static final String FROM =
      """
      FROM session s
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = s.source
      """;

  private static final String WHERE = " WHERE s.shown > 0";

  private final Connection db;

  public Listings(Connection db) {
    this.db = db;
  }

  /**
   * The projects with at least one visible event, the latest first.
   *
   * @param and a condition that begins with AND, or nothing
   * @param index names the projects
   */
  public List<ProjectView> projects(String and, ProjectIndex index) throws SQLException {
    String sql =
        "SELECT d.device_id, d.label, p.provider, p.slug, p.path, p.display_name,"
            + " count(DISTINCT CASE WHEN s.messages > 0 THEN s.thread END), "
            + SUMS
            + ", p.id "
            + FROM
            + WHERE
            + and
            + " GROUP BY p.id ORDER BY max(s.last_ts) DESC, p.slug";
    List<ProjectView> projects = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        projects.add(
            new ProjectView(
                index.groupOf(row.getLong(15)),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(10),
                tokens(row, 11),
                row.getString(8),
                row.getString(9)));
      }
    }
    return projects;
  }

  /**
   * The projects over all devices and agents, the latest first; the caller has filled {@code
   * project_group}.
   *
   * @param and a condition that begins with AND, or nothing
   * @param members the parts of each project by device, agent and slug
   */
  public List<ProjectGroupView> projectGroups(String and, Map<String, List<ProjectView>> members)
      throws SQLException {
    String sql =
        "SELECT g.name,"
            + " count(DISTINCT CASE WHEN s.messages > 0 THEN p.provider || ' ' || s.thread END), "
            + SUMS
            + FROM
            + " JOIN temp.project_group g ON g.project = p.id"
            + WHERE
            + and
            + " GROUP BY g.name ORDER BY max(s.last_ts) DESC, g.name";
    List<ProjectGroupView> groups = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        groups.add(
            new ProjectGroupView(
                row.getString(1),
                row.getLong(2),
                row.getLong(5),
                tokens(row, 6),
                row.getString(3),
                row.getString(4),
                members.getOrDefault(row.getString(1), List.of())));
      }
    }
    return groups;
  }

  /**
   * Each device's part of the sessions with at least one visible message, the latest first.
   *
   * @param and a condition that begins with AND, or nothing
   * @param having a condition on the sums that begins with AND, or nothing
   * @param args the conditions' parameters
   */
  public List<SessionView> sessions(String and, String having, @Nullable String... args)
      throws SQLException {
    String sql =
        "SELECT d.device_id, d.label, p.provider, p.slug, p.display_name, s.thread,"
            + " coalesce(max(CASE WHEN s.session_id = s.thread THEN s.title END), max(s.title)), "
            + SUMS
            + FROM
            + WHERE
            + and
            + " GROUP BY s.source, s.project, s.thread HAVING sum(s.messages) > 0"
            + having
            + " ORDER BY max(s.last_ts) DESC, s.thread";
    List<SessionView> sessions = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, (@Nullable Object[]) args);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sessions.add(
              new SessionView(
                  row.getString(1),
                  row.getString(2),
                  List.of(row.getString(2)),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getLong(10),
                  tokens(row, 11),
                  row.getString(8),
                  row.getString(9)));
        }
      }
    }
    return sessions;
  }

  private static Tokens tokens(ResultSet row, int first) throws SQLException {
    return new Tokens(
        row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3));
  }
}
