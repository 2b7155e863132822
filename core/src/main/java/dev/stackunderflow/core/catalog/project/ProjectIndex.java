package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows of the catalog's project table are one project, and its name. */
public final class ProjectIndex {

  /** One device's row of a project, with its own name and its group's name. */
  public record Row(
      long id,
      String provider,
      String slug,
      @Nullable String path,
      String displayName,
      String name,
      String group) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<Long, String> groups = new HashMap<>();

  public ProjectIndex(Connection db, List<Decision> decisions) throws SQLException {
    var links = new ProjectGroups(decisions);
    try (PreparedStatement select =
            db.prepareStatement("SELECT id, provider, slug, path, display_name FROM project");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String slug = row.getString(3);
        String path = row.getString(4);
        String name = ProjectName.of(path, slug);
        String group = links.of(name);
        rows.add(
            new Row(row.getLong(1), row.getString(2), slug, path, row.getString(5), name, group));
        groups.put(row.getLong(1), group);
      }
    }
  }

  /**
   * Every row of the projects with this name: a group's name, or a row's slug, path or short name.
   */
  public List<Row> named(String name) {
    Set<String> wanted =
        rows.stream()
            .filter(row -> name.equals(row.group()) || isCalled(row, name))
            .map(Row::group)
            .collect(Collectors.toCollection(HashSet::new));
    return rows.stream().filter(row -> wanted.contains(row.group())).toList();
  }

  private static boolean isCalled(Row row, String name) {
    return name.equals(row.name())
        || name.equals(row.slug())
        || name.equals(row.displayName())
        || Objects.equals(name, row.path());
  }

  /** The own names of the rows that match by themselves, links not applied. */
  public Set<String> ownNames(String name) {
    return rows.stream()
        .filter(row -> isCalled(row, name))
        .map(Row::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name of the project that a row belongs to. */
  public String groupOf(long id) {
    return groups.getOrDefault(id, "");
  }

  /** A condition on {@code p.id} for the rows of {@link #named}. */
  public String condition(String name) {
    return named(name).stream()
        .map(row -> Long.toString(row.id()))
        .collect(Collectors.joining(", ", " AND p.id IN (", ")"));
  }

  /** Fills {@code temp.project_group(project, name)} for queries to join. */
  public void fill(Connection db) throws SQLException {
    Sqlite.execute(
        db,
        """
        CREATE TEMP TABLE IF NOT EXISTS project_group
          (project INTEGER PRIMARY KEY, name TEXT NOT NULL)
        """);
    Sqlite.execute(db, "DELETE FROM temp.project_group");
    try (PreparedStatement insert =
        db.prepareStatement("INSERT INTO temp.project_group VALUES (?, ?)")) {
      for (Row row : rows) {
        insert.setLong(1, row.id());
        insert.setString(2, row.group());
        insert.executeUpdate();
      }
    }
  }
}
