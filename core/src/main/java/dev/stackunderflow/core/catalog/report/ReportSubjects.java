package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.report.Report.Device;
import dev.stackunderflow.core.catalog.report.Report.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of devices, projects, models and sessions in a report. */
final class ReportSubjects {

  /** Transcripts with a number for the session that contains them, the same on all devices. */
  static final String THREADS =
      """
      WITH threads AS (
        SELECT s.id, s.source, s.project, s.session_id, s.thread, s.title, p.provider,
               dense_rank() OVER (ORDER BY p.provider, s.thread) AS thread_no
        FROM session s JOIN project p ON p.id = s.project)
      """;

  private static final String DEVICES = "SELECT d.source, d.device_id, d.label FROM device d";

  private static final String PARTS =
      """
      SELECT p.id, d.device_id, d.label, p.provider, p.slug
      FROM project p JOIN device d ON d.source = p.source
      """;

  private static final String SESSIONS =
      THREADS
          + """
          SELECT thread_no, provider, thread,
                 coalesce(max(CASE WHEN session_id = thread THEN title END), max(title))
          FROM threads GROUP BY thread_no
          """;

  private final Connection db;
  private final Map<Long, String> models = new HashMap<>();

  ReportSubjects(Connection db) throws SQLException {
    this.db = db;
    read("SELECT id, name FROM model", row -> models.put(row.getLong(1), row.getString(2)));
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** A session's name, the same on all devices. */
  record SessionName(String provider, String sessionId, @Nullable String title) {}

  /** The key of a session's part: the session's number with a row of the project table. */
  static long partOfSession(long project, long thread) {
    return project << 32 | thread;
  }

  /** The row of the project table in the key of a session's part. */
  static long projectOf(long part) {
    return part >>> 32;
  }

  /** The number of the session in the key of a session's part. */
  static long threadOf(long part) {
    return part & 0xffff_ffffL;
  }

  /** The models' names by their ids. */
  Map<Long, String> models() {
    return models;
  }

  /** The branches' names by their ids. */
  Map<Long, String> branches() throws SQLException {
    Map<Long, String> branches = new HashMap<>();
    read("SELECT id, name FROM branch", row -> branches.put(row.getLong(1), row.getString(2)));
    return branches;
  }

  /** The id of a branch; -1 where none has this name. */
  long branch(String name) throws SQLException {
    return branches().entrySet().stream()
        .filter(branch -> branch.getValue().equals(name))
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }

  /** The devices by their catalog numbers. */
  Map<Long, Device> devices() throws SQLException {
    Map<Long, Device> devices = new HashMap<>();
    read(
        DEVICES,
        row -> devices.put(row.getLong(1), new Device(row.getString(2), row.getString(3))));
    return devices;
  }

  /** The rows of the project table by their ids. */
  Map<Long, Part> parts() throws SQLException {
    Map<Long, Part> parts = new HashMap<>();
    read(
        PARTS,
        row ->
            parts.put(
                row.getLong(1),
                new Part(row.getString(2), row.getString(3), row.getString(4), row.getString(5))));
    return parts;
  }

  /** The sessions by their numbers. */
  Map<Long, SessionName> sessions() throws SQLException {
    Map<Long, SessionName> sessions = new HashMap<>();
    read(
        SESSIONS,
        row ->
            sessions.put(
                row.getLong(1),
                new SessionName(row.getString(2), row.getString(3), row.getString(4))));
    return sessions;
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
