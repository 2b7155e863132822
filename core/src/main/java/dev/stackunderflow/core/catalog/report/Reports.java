package dev.stackunderflow.core.catalog.report;

import static java.util.stream.Collectors.groupingBy;

import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.Report.Agent;
import dev.stackunderflow.core.catalog.report.Report.Branch;
import dev.stackunderflow.core.catalog.report.Report.Group;
import dev.stackunderflow.core.catalog.report.Report.Model;
import dev.stackunderflow.core.catalog.report.Report.Part;
import dev.stackunderflow.core.catalog.report.Report.Project;
import dev.stackunderflow.core.catalog.report.Report.PullRequests;
import dev.stackunderflow.core.catalog.report.Report.Session;
import dev.stackunderflow.core.catalog.report.Report.Subject;
import dev.stackunderflow.core.catalog.report.Report.UnpricedModel;
import dev.stackunderflow.core.catalog.report.ReportSubjects.SessionName;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import dev.stackunderflow.core.catalog.view.UncountedEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Adds up the rows of {@code total} to a {@link Report}. */
public final class Reports {

  private static final Comparator<Map.Entry<Long, UsageTotal>> BUSIEST_FIRST =
      Comparator.<Map.Entry<Long, UsageTotal>>comparingLong(e -> e.getValue().tokens())
          .thenComparingLong(e -> e.getValue().messages())
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final Connection db;
  private final ReportQuery query;
  private final ProjectIndex projects;
  private final ReportScope scope;
  private final ReportSubjects subjects;
  private final Pricing pricing;
  private final Periods periods;

  public Reports(Connection db, ReportQuery query, ProjectIndex projects) throws SQLException {
    this.db = db;
    this.projects = projects;
    this.query = query;
    this.scope = new ReportScope(db, query, projects);
    this.subjects = new ReportSubjects(db);
    this.pricing = new Pricing(query.costs(), query.prices(), subjects.models());
    this.periods = new Periods(query.zone());
  }

  /**
   * Makes the report.
   *
   * @param source the only device to include, by its catalog number; empty for all
   */
  public Report report(OptionalLong source) throws SQLException {
    var total = new UsageTotal();
    Map<Grouping, Map<Long, UsageTotal>> sums = new EnumMap<>(Grouping.class);
    query.by().forEach(grouping -> sums.put(grouping, new HashMap<>()));
    Map<Long, Long> unpriced = new HashMap<>();
    var noted = new NotedTokens();
    Long branch = query.branch() == null ? null : subjects.branch(query.branch());
    Map<Long, Transcript> transcripts = scope.transcripts(source);
    var linked =
        query.by().contains(Grouping.PULL_REQUEST) ? new LinkedRequests(db, transcripts) : null;
    try (PreparedStatement select = db.prepareStatement(TotalRow.SELECT)) {
      scope.bindTimes(select);
      try (ResultSet next = select.executeQuery()) {
        while (next.next()) {
          Transcript transcript = transcripts.get(next.getLong(1));
          if (transcript == null) {
            continue;
          }
          TotalRow row = TotalRow.read(next, transcript);
          if (branch != null && row.branch() != branch) {
            continue;
          }
          pricing.price(row);
          total.add(row);
          noted.add(row);
          sums.forEach(
              (grouping, groups) ->
                  groups
                      .computeIfAbsent(key(grouping, row, linked), _ -> new UsageTotal())
                      .add(row));
          long unpricedTokens = row.bill().unpricedTokens();
          if (unpricedTokens > 0) {
            unpriced.merge(row.model(), unpricedTokens, Long::sum);
          }
        }
      }
    }
    Map<Grouping, List<Group>> groups = new EnumMap<>(Grouping.class);
    for (var entry : sums.entrySet()) {
      groups.put(entry.getKey(), groups(entry.getKey(), entry.getValue(), linked));
    }
    long uncounted =
        UncountedEvents.list(db).stream().mapToLong(e -> e.impossible() + e.setAside()).sum();
    return new Report(
        total.counts(),
        groups,
        unpriced(unpriced),
        uncounted,
        noted.incomplete(subjects.parts()),
        noted.withoutCost(subjects.parts()));
  }

  /** The key under which a row is added up; projects and sessions are added up by part. */
  private long key(Grouping grouping, TotalRow row, @Nullable LinkedRequests linked) {
    return switch (grouping) {
      case HOUR, DAY, WEEK, MONTH -> periods.of(grouping, row.quarter());
      case DEVICE -> row.transcript().source();
      case PROJECT, AGENT -> row.transcript().project();
      case MODEL -> row.model();
      case BRANCH -> ReportSubjects.partOfSession(row.transcript().project(), row.branch());
      case SESSION ->
          ReportSubjects.partOfSession(row.transcript().project(), row.transcript().thread());
      case PULL_REQUEST -> linked == null ? 0 : linked.of(row.transcript().thread());
    };
  }

  private List<Group> groups(
      Grouping grouping, Map<Long, UsageTotal> sums, @Nullable LinkedRequests linked)
      throws SQLException {
    sums.values().removeIf(sum -> !sum.saysSomething());
    return switch (grouping) {
      case HOUR, DAY, WEEK, MONTH ->
          rows(sums, Map.Entry.comparingByKey(), key -> periods.period(grouping, key));
      case DEVICE -> rows(sums, BUSIEST_FIRST, subjects.devices()::get);
      case MODEL ->
          rows(sums, BUSIEST_FIRST, key -> new Model(subjects.models().getOrDefault(key, "")));
      case PROJECT -> projects(sums, subjects.parts());
      case BRANCH -> branches(sums);
      case AGENT -> agents(sums, subjects.parts());
      case SESSION -> sessions(sums, subjects.parts(), subjects.sessions());
      case PULL_REQUEST ->
          rows(
              sums,
              BUSIEST_FIRST,
              key -> new PullRequests(linked == null ? List.of() : linked.requests(key)));
    };
  }

  private static List<Group> rows(
      Map<Long, UsageTotal> sums,
      Comparator<Map.Entry<Long, UsageTotal>> order,
      LongFunction<Subject> subject) {
    return sums.entrySet().stream()
        .sorted(order)
        .map(row -> new Group(subject.apply(row.getKey()), row.getValue().counts()))
        .toList();
  }

  private List<Group> projects(Map<Long, UsageTotal> sums, Map<Long, Part> parts) {
    return wholes(
        sums,
        projects::groupOf,
        parts::get,
        (key, members) -> new Project(projects.groupOf(key), members));
  }

  /** A branch of a project: its key has the number of the branch in place of a session's. */
  private List<Group> branches(Map<Long, UsageTotal> sums) throws SQLException {
    Map<Long, String> names = subjects.branches();
    LongFunction<Branch> branch =
        key ->
            new Branch(
                projects.groupOf(ReportSubjects.projectOf(key)),
                names.getOrDefault(ReportSubjects.threadOf(key), ""));
    return wholes(sums, branch::apply, branch::apply, (key, _) -> branch.apply(key));
  }

  private List<Group> agents(Map<Long, UsageTotal> sums, Map<Long, Part> parts) {
    LongFunction<String> agent = key -> Objects.requireNonNull(parts.get(key)).provider();
    return wholes(sums, agent::apply, parts::get, (key, _) -> new Agent(agent.apply(key)));
  }

  private List<Group> sessions(
      Map<Long, UsageTotal> sums, Map<Long, Part> parts, Map<Long, SessionName> names) {
    return wholes(
        sums,
        ReportSubjects::threadOf,
        key -> parts.get(ReportSubjects.projectOf(key)),
        (key, members) -> {
          SessionName name = Objects.requireNonNull(names.get(ReportSubjects.threadOf(key)));
          String project = projects.groupOf(ReportSubjects.projectOf(key));
          return new Session(project, name.provider(), name.sessionId(), name.title(), members);
        });
  }

  /**
   * Adds up the parts of projects, or of sessions, over all devices.
   *
   * @param whole maps a part to its project or session
   * @param subject names a whole by its busiest part
   */
  private static List<Group> wholes(
      Map<Long, UsageTotal> sums,
      LongFunction<Object> whole,
      LongFunction<Subject> part,
      BiFunction<Long, List<Group>, Subject> subject) {
    Map<Object, List<Map.Entry<Long, UsageTotal>>> parts =
        sums.entrySet().stream()
            .sorted(BUSIEST_FIRST)
            .collect(groupingBy(entry -> whole.apply(entry.getKey())));
    Map<Long, UsageTotal> wholes = new HashMap<>();
    Map<Long, List<Group>> members = new HashMap<>();
    for (List<Map.Entry<Long, UsageTotal>> some : parts.values()) {
      var sum = new UsageTotal();
      some.forEach(entry -> sum.add(entry.getValue()));
      long busiest = some.getFirst().getKey();
      wholes.put(busiest, sum);
      members.put(
          busiest,
          some.stream()
              .map(entry -> new Group(part.apply(entry.getKey()), entry.getValue().counts()))
              .toList());
    }
    return rows(wholes, BUSIEST_FIRST, key -> subject.apply(key, members.get(key)));
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
