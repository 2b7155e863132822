package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which transcripts and which quarters of an hour a query covers. */
final class ReportScope {

  private final Connection db;
  private final ReportQuery query;
  private final ProjectIndex projects;

  ReportScope(Connection db, ReportQuery query, ProjectIndex projects) {
    this.db = db;
    this.query = query;
    this.projects = projects;
  }

  /** Binds the first quarter and the one after the last. An event without a time is in no span. */
  void bindTimes(PreparedStatement select) throws SQLException {
    Instant since = query.since();
    Instant until = query.until();
    boolean isAll = since == null && until == null;
    select.setLong(
        1,
        isAll ? QuarterHours.NONE : since == null ? QuarterHours.NONE + 1 : QuarterHours.of(since));
    select.setLong(2, until == null ? Long.MAX_VALUE : QuarterHours.of(until));
  }

  /**
   * The transcripts by their rows in the catalog.
   *
   * @param source the only device to include, by its catalog number; empty for all
   */
  Map<Long, Transcript> transcripts(OptionalLong source) throws SQLException {
    var sql =
        new StringBuilder(ReportSubjects.THREADS)
            .append("SELECT id, source, project, thread_no FROM threads WHERE true");
    List<Object> args = new ArrayList<>();
    if (source.isPresent()) {
      sql.append(" AND source = ?");
      args.add(source.getAsLong());
    }
    if (query.project() != null) {
      sql.append(projects.condition(query.project()).replace("p.id", "project"));
    }
    if (query.provider() != null) {
      sql.append(" AND provider = ?");
      args.add(query.provider());
    }
    Map<Long, Transcript> transcripts = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(sql.toString())) {
      Sqlite.bind(select, args.toArray());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          transcripts.put(
              row.getLong(1), new Transcript(row.getLong(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return transcripts;
  }
}
