package dev.stackunderflow.core.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The queries behind {@link Report}. */
final class Reports {

  private static final String SUMS =
      """
      sum(e.message),
      count(DISTINCT CASE WHEN e.message THEN p.provider || ' ' || s.thread END),
      sum(e.input_tokens * e.counted), sum(e.output_tokens * e.counted),
      sum(e.cache_create_tokens * e.counted), sum(e.cache_read_tokens * e.counted)
      """;

  private static final String FROM =
      """
      FROM entry e
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      JOIN model m ON m.id = e.model
      """;

  private static final String BUSIEST_FIRST =
      """
       ORDER BY sum((e.input_tokens + e.output_tokens + e.cache_create_tokens
                     + e.cache_read_tokens) * e.counted) DESC, sum(e.message) DESC, 1
      """;

  /** Rows that neither are messages nor carry tokens say nothing in a report. */
  private static final String THAT_SAY_SOMETHING =
      """
       HAVING sum(e.message) > 0
           OR sum((e.input_tokens + e.output_tokens + e.cache_create_tokens
                   + e.cache_read_tokens) * e.counted) > 0
      """;

  private final Connection db;

  Reports(Connection db) {
    this.db = db;
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Report report(String where) throws SQLException {
    Report.Counts total = rows("SELECT " + SUMS + FROM + where, row -> counts(row, 1)).getFirst();
    return new Report(
        total,
        rows(
            "SELECT d.device_id, d.label, "
                + SUMS
                + FROM
                + where
                + " GROUP BY e.source"
                + THAT_SAY_SOMETHING
                + BUSIEST_FIRST,
            row -> new Report.DeviceCounts(row.getString(1), row.getString(2), counts(row, 3))),
        rows(
            "SELECT d.device_id, d.label, p.provider, p.slug, p.display_name, "
                + SUMS
                + FROM
                + where
                + " GROUP BY p.id"
                + THAT_SAY_SOMETHING
                + BUSIEST_FIRST,
            row ->
                new Report.ProjectCounts(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    counts(row, 6))),
        rows(
            "SELECT m.name, "
                + SUMS
                + FROM
                + where
                + " GROUP BY m.id"
                + THAT_SAY_SOMETHING
                + BUSIEST_FIRST,
            row -> new Report.ModelCounts(row.getString(1), counts(row, 2))),
        rows(
            "SELECT substr(e.ts, 1, 10), "
                + SUMS
                + FROM
                + where
                + " GROUP BY 1"
                + THAT_SAY_SOMETHING
                + " ORDER BY 1",
            row -> new Report.DayCounts(row.getString(1), counts(row, 2))));
  }

  private <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(reader.read(row));
      }
    }
    return found;
  }

  private static Report.Counts counts(ResultSet row, int first) throws SQLException {
    return new Report.Counts(
        row.getLong(first),
        row.getLong(first + 1),
        new Tokens(
            row.getLong(first + 2),
            row.getLong(first + 3),
            row.getLong(first + 4),
            row.getLong(first + 5)));
  }
}
