package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.catalog.project.ProjectGroups.Place;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Folder;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which rows of the catalog's project table are one project, and its name. */
public final class ProjectIndex {

  /**
   * One device's row of a project.
   *
   * @param name its folder's name, the same on all devices
   * @param remote the name of its repository, null where it is not known
   * @param group the name of the project that it is part of
   */
  public record Row(
      long id,
      String provider,
      String slug,
      @Nullable String path,
      String displayName,
      String name,
      @Nullable String remote,
      String group) {}

  /** A row as it is read, before the groups are known. */
  private record Stored(
      long id,
      String provider,
      String slug,
      @Nullable String path,
      String displayName,
      Place place) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<Long, String> groups = new HashMap<>();
  private final ProjectGroups links;

  /**
   * Reads which rows are one project.
   *
   * @param db the catalog
   * @param decisions the user's, in ascending order
   * @param places the devices' home folders and repositories
   */
  public ProjectIndex(Connection db, List<Decision> decisions, Places places) throws SQLException {
    List<Stored> stored = stored(db, places);
    links = new ProjectGroups(decisions, stored.stream().map(Stored::place).toList());
    for (Stored one : stored) {
      String group = links.of(one.place());
      rows.add(
          new Row(
              one.id(),
              one.provider(),
              one.slug(),
              one.path(),
              one.displayName(),
              one.place().name(),
              one.place().remote(),
              group));
      groups.put(one.id(), group);
    }
  }

  private static List<Stored> stored(Connection db, Places places) throws SQLException {
    List<Stored> stored = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT id, provider, slug, path, display_name, source FROM project");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String slug = row.getString(3);
        String path = row.getString(4);
        long source = row.getLong(6);
        Folder folder = places.folder(source, path);
        var place =
            new Place(
                ProjectName.of(path, slug, places.home(source)),
                folder == null ? null : folder.remote());
        stored.add(
            new Stored(row.getLong(1), row.getString(2), slug, path, row.getString(5), place));
      }
    }
    return stored;
  }

  /**
   * Every row of the projects with this name: a group's name, or a row's slug, path, short name or
   * repository.
   */
  public List<Row> named(String name) {
    Set<String> wanted =
        rows.stream()
            .filter(row -> name.equals(row.group()) || isCalled(row, name))
            .map(Row::group)
            .collect(Collectors.toCollection(HashSet::new));
    return rows.stream().filter(row -> wanted.contains(row.group())).toList();
  }

  /** What the projects are called: the names of the groups, and the short names. */
  public List<String> allNames() {
    return rows.stream()
        .flatMap(row -> Stream.of(row.group(), row.displayName()))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isCalled(Row row, String name) {
    return name.equals(row.name())
        || name.equals(row.slug())
        || name.equals(row.displayName())
        || Objects.equals(name, row.path())
        || Objects.equals(name, row.remote());
  }

  /**
   * The own names of the rows that match by themselves, links not applied: the repository's where
   * that was named, else the folders'.
   */
  public Set<String> ownNames(String name) {
    if (rows.stream().anyMatch(row -> Objects.equals(name, row.remote()))) {
      return Set.of(name);
    }
    return rows.stream()
        .filter(row -> isCalled(row, name))
        .map(Row::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same; one name where all of them are of one project. */
  public Set<String> names(String name) {
    Set<String> own = ownNames(name);
    long projects =
        rows.stream().filter(row -> own.contains(row.name())).map(Row::group).distinct().count();
    return projects == 1 ? Set.of(own.iterator().next()) : own;
  }

  /** The repositories that a folder of this name is in, and was not unlinked from. */
  public Set<String> remotesOf(String name) {
    return links.remotesOf(name);
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
