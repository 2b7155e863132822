package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.Sqlite;
import dev.stackunderflow.core.catalog.Report.Group;
import dev.stackunderflow.core.catalog.Report.Subject;
import dev.stackunderflow.core.catalog.Report.UnpricedModel;
import dev.stackunderflow.core.catalog.TotalRow.Transcript;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Makes a {@link Report} of the rows of {@code total}. */
final class Reports {

  private static final Comparator<Map.Entry<Long, Sum>> BUSIEST_FIRST =
      Comparator.<Map.Entry<Long, Sum>>comparingLong(e -> e.getValue().tokens())
          .thenComparingLong(e -> e.getValue().messages())
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final Connection db;
  private final ReportQuery query;
  private final ProjectIndex projects;
  private final ReportSubjects subjects;
  private final Pricing pricing;
  private final Periods periods;

  Reports(Connection db, ReportQuery query, ProjectIndex projects) throws SQLException {
    this.db = db;
    this.projects = projects;
    this.query = query;
    this.subjects = new ReportSubjects(db, projects);
    this.pricing = new Pricing(query.prices(), subjects.models());
    this.periods = new Periods(query.zone());
  }

  /**
   * Reads and adds up.
   *
   * @param source only this device's rows; empty for all
   */
  Report report(OptionalLong source) throws SQLException {
    var total = new Sum();
    Map<Grouping, Map<Long, Sum>> sums = new EnumMap<>(Grouping.class);
    query.by().forEach(grouping -> sums.put(grouping, new HashMap<>()));
    Map<Long, Long> unpriced = new HashMap<>();
    Map<Long, Transcript> transcripts = transcripts(source);
    try (PreparedStatement select = db.prepareStatement(TotalRow.SELECT)) {
      bindTimes(select);
      try (ResultSet next = select.executeQuery()) {
        while (next.next()) {
          Transcript transcript = transcripts.get(next.getLong(1));
          if (transcript == null) {
            continue;
          }
          TotalRow row = TotalRow.read(next, transcript);
          pricing.price(row);
          total.add(row);
          sums.forEach(
              (grouping, groups) ->
                  groups.computeIfAbsent(key(grouping, row), _ -> new Sum()).add(row));
          long unpricedTokens = row.bill().unpricedTokens();
          if (unpricedTokens > 0) {
            unpriced.merge(row.model(), unpricedTokens, Long::sum);
          }
        }
      }
    }
    Map<Grouping, List<Group>> groups = new EnumMap<>(Grouping.class);
    for (var entry : sums.entrySet()) {
      groups.put(entry.getKey(), groups(entry.getKey(), entry.getValue()));
    }
    return new Report(total.counts(), groups, unpriced(unpriced));
  }

  /** An event whose time is none is not of any span. */
  private void bindTimes(PreparedStatement select) throws SQLException {
    Instant since = query.since();
    Instant until = query.until();
    boolean isAll = since == null && until == null;
    select.setLong(
        1, isAll ? Quarters.NONE : since == null ? Quarters.NONE + 1 : Quarters.of(since));
    select.setLong(2, until == null ? Long.MAX_VALUE : Quarters.of(until));
  }

  /** Those that the query is about. */
  private Map<Long, Transcript> transcripts(OptionalLong source) throws SQLException {
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

  /** The only place that says which rows belong together. */
  private long key(Grouping grouping, TotalRow row) {
    return switch (grouping) {
      case DAY, WEEK, MONTH -> periods.of(grouping, row.quarter());
      case DEVICE -> row.transcript().source();
      case PROJECT -> row.transcript().project();
      case MODEL -> row.model();
      case SESSION ->
          ReportSubjects.sessionKey(row.transcript().project(), row.transcript().thread());
    };
  }

  private List<Group> groups(Grouping grouping, Map<Long, Sum> sums) throws SQLException {
    Map<Long, Subject> names = grouping.isPeriod() ? Map.of() : subjects.of(grouping);
    List<Group> groups = new ArrayList<>();
    sums.entrySet().stream()
        .filter(entry -> entry.getValue().saysSomething())
        .sorted(grouping.isPeriod() ? Map.Entry.comparingByKey() : BUSIEST_FIRST)
        .forEach(
            entry -> {
              Subject name = names.get(entry.getKey());
              groups.add(
                  new Group(
                      name == null ? Periods.period(grouping, entry.getKey()) : name,
                      entry.getValue().counts()));
            });
    return groups;
  }

  private List<UnpricedModel> unpriced(Map<Long, Long> tokens) {
    return tokens.entrySet().stream()
        .map(e -> new UnpricedModel(subjects.models().getOrDefault(e.getKey(), ""), e.getValue()))
        .sorted(
            Comparator.comparingLong(UnpricedModel::tokens)
                .reversed()
                .thenComparing(UnpricedModel::model))
        .toList();
  }
}
