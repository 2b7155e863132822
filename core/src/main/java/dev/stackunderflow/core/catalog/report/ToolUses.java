package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts tool calls, once {@code detail} has indexed them. */
public final class ToolUses {

  private static final String SELECT =
      """
      SELECT e.session, c.tool, count(*), count(c.call),
             sum(EXISTS (SELECT 1 FROM tool_failure f WHERE f.call = c.call)), max(e.ts)
      FROM tool_call c JOIN entry e ON e.id = c.entry
      WHERE e.hidden = 0 AND e.quarter >= ?1 AND e.quarter < ?2 AND (?3 IS NULL OR e.branch = ?3)
      GROUP BY e.session, c.tool
      """;

  private final Connection db;
  private final ReportScope scope;
  private final @Nullable String branch;

  /** Counts what a query covers. */
  public ToolUses(Connection db, ReportQuery query, ProjectIndex projects) {
    this.db = db;
    this.scope = new ReportScope(db, query, projects);
    this.branch = query.branch();
  }

  private static final class Sum {
    private final Set<Long> threads = new HashSet<>();
    private long calls;
    private long decidable;
    private long failures;
    private String lastTs = "";
  }

  /**
   * Counts.
   *
   * @param source the only device to include, by its catalog number; empty for all
   * @return the tools, the most called first
   */
  public List<ToolUse> list(OptionalLong source) throws SQLException {
    Map<Long, Transcript> transcripts = scope.transcripts(source);
    Map<String, Sum> tools = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(SELECT)) {
      scope.bindTimes(select);
      select.setObject(3, branch == null ? null : new ReportSubjects(db).branch(branch));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Transcript transcript = transcripts.get(row.getLong(1));
          if (transcript != null) {
            Sum sum = tools.computeIfAbsent(row.getString(2), _ -> new Sum());
            sum.threads.add(transcript.thread());
            sum.calls += row.getLong(3);
            sum.decidable += row.getLong(4);
            sum.failures += row.getLong(5);
            String last = row.getString(6);
            sum.lastTs = last.compareTo(sum.lastTs) > 0 ? last : sum.lastTs;
          }
        }
      }
    }
    return tools.entrySet().stream()
        .map(
            t -> {
              Sum sum = t.getValue();
              return new ToolUse(
                  t.getKey(),
                  sum.calls,
                  sum.decidable,
                  sum.failures,
                  sum.threads.size(),
                  sum.lastTs);
            })
        .sorted(Comparator.comparingLong(ToolUse::calls).reversed().thenComparing(ToolUse::tool))
        .toList();
  }
}
