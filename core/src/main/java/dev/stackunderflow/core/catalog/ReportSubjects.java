package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.catalog.Report.Device;
import dev.stackunderflow.core.catalog.Report.Model;
import dev.stackunderflow.core.catalog.Report.Project;
import dev.stackunderflow.core.catalog.Report.Session;
import dev.stackunderflow.core.catalog.Report.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The names of what a report's rows are about, by the keys that {@link Reports} adds up under. */
final class ReportSubjects {

  /** Transcripts with a number for the session that a person sees, the same on all devices. */
  static final String THREADS =
      """
      WITH threads AS (
        SELECT s.id, s.source, s.project, s.session_id, s.thread, s.title, p.provider, p.slug,
               p.display_name, dense_rank() OVER (ORDER BY p.provider, s.thread) AS thread_no
        FROM session s JOIN project p ON p.id = s.project)
      """;

  private static final String DEVICES = "SELECT d.source, d.device_id, d.label FROM device d";

  private static final String PROJECTS =
      """
      SELECT p.id, d.device_id, d.label, p.provider, p.slug, p.display_name
      FROM project p JOIN device d ON d.source = p.source
      """;

  private static final String SESSIONS =
      THREADS
          + """
          SELECT s.project, s.thread_no, d.device_id, d.label, s.provider, s.slug, s.display_name,
                 s.thread,
                 coalesce(max(CASE WHEN s.session_id = s.thread THEN s.title END), max(s.title))
          FROM threads s JOIN device d ON d.source = s.source
          GROUP BY s.project, s.thread_no
          """;

  private final Connection db;
  private final ProjectIndex projects;
  private final Map<Long, String> models = new HashMap<>();

  ReportSubjects(Connection db, ProjectIndex projects) throws SQLException {
    this.db = db;
    this.projects = projects;
    read("SELECT id, name FROM model", row -> models.put(row.getLong(1), row.getString(2)));
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** The models' names by their ids. */
  Map<Long, String> models() {
    return models;
  }

  /** The key of a session on a device. */
  static long sessionKey(long project, long thread) {
    return project << 32 | thread;
  }

  /** All there are of a kind. */
  Map<Long, Subject> of(Grouping grouping) throws SQLException {
    Map<Long, Subject> subjects = new HashMap<>();
    switch (grouping) {
      case DEVICE ->
          read(
              DEVICES,
              row -> subjects.put(row.getLong(1), new Device(row.getString(2), row.getString(3))));
      case PROJECT ->
          read(PROJECTS, row -> subjects.put(row.getLong(1), project(row.getLong(1), row, 2)));
      case SESSION ->
          read(
              SESSIONS,
              row ->
                  subjects.put(
                      sessionKey(row.getLong(1), row.getLong(2)),
                      new Session(
                          project(row.getLong(1), row, 3), row.getString(8), row.getString(9))));
      case MODEL -> models.forEach((id, name) -> subjects.put(id, new Model(name)));
      case DAY, WEEK, MONTH -> throw new IllegalArgumentException("periods need no names");
    }
    return subjects;
  }

  private Project project(long id, ResultSet row, int first) throws SQLException {
    return new Project(
        projects.groupOf(id),
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getString(first + 3),
        row.getString(first + 4));
  }

  private void read(String sql, RowReader reader) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }
}
