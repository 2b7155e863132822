package dev.stackunderflow.app.json;

import static java.util.stream.Collectors.joining;

import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.Report.Agent;
import dev.stackunderflow.core.catalog.report.Report.Branch;
import dev.stackunderflow.core.catalog.report.Report.Device;
import dev.stackunderflow.core.catalog.report.Report.Group;
import dev.stackunderflow.core.catalog.report.Report.Model;
import dev.stackunderflow.core.catalog.report.Report.Part;
import dev.stackunderflow.core.catalog.report.Report.Period;
import dev.stackunderflow.core.catalog.report.Report.Project;
import dev.stackunderflow.core.catalog.report.Report.PullRequests;
import dev.stackunderflow.core.catalog.report.Report.Session;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.ToolUse;
import dev.stackunderflow.core.export.CsvRows;
import dev.stackunderflow.core.price.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report for other programs: the same names in JSON and in the first line of CSV. */
public final class ReportJson {

  /** The tables of a report that was asked for without options. */
  public static final Set<Grouping> GROUPINGS =
      Collections.unmodifiableSet(
          EnumSet.of(Grouping.DEVICE, Grouping.PROJECT, Grouping.MODEL, Grouping.DAY));

  private static final List<Grouping> OTHERS =
      List.of(
          Grouping.HOUR,
          Grouping.WEEK,
          Grouping.MONTH,
          Grouping.AGENT,
          Grouping.SESSION,
          Grouping.BRANCH,
          Grouping.PULL_REQUEST);

  private static final int DIGITS = 6;

  private ReportJson() {}

  /** The JSON document. */
  public static Map<String, @Nullable Object> document(Report report, ReportQuery query) {
    var fields =
        counts(new JsonFields(), report.total())
            .with("currency", "USD")
            .with("time_zone", query.zone().getId())
            .with("since", query.since() == null ? null : query.since().toString())
            .with("until", query.until() == null ? null : query.until().toString())
            .with("uncounted_events", report.uncountedEvents())
            .with("agents_with_missing_tokens", report.incompleteAgents())
            .with(
                "models_without_price",
                report.unpriced().stream()
                    .map(
                        m ->
                            new JsonFields()
                                .with("model", m.model())
                                .with("tokens", m.tokens())
                                .map())
                    .toList());
    for (Grouping by : List.of(Grouping.DEVICE, Grouping.PROJECT, Grouping.MODEL, Grouping.DAY)) {
      add(fields, by, report, query);
    }
    for (Grouping by : OTHERS) {
      add(fields, by, report, query);
    }
    return fields.map();
  }

  /**
   * The JSON document with the tools.
   *
   * @param report the totals, without rows
   */
  public static Map<String, @Nullable Object> document(
      Report report, List<ToolUse> tools, ReportQuery query) {
    Map<String, @Nullable Object> fields = document(report, query);
    fields.put("by_tool", tools.stream().map(ReportJson::row).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> row(ToolUse tool) {
    return new JsonFields()
        .with("tool", tool.tool())
        .with("calls", tool.calls())
        .with("errors", tool.decidable() == 0 ? null : tool.failures())
        .with("errors_are_partial", tool.decidable() < tool.calls())
        .with("sessions", tool.sessions())
        .with("last_ts", tool.lastTs())
        .map();
  }

  private static void add(JsonFields fields, Grouping by, Report report, ReportQuery query) {
    if (query.by().contains(by)) {
      fields.with(
          "by_" + by.name().toLowerCase(Locale.ROOT),
          report.by(by).stream().map(group -> rowWithMembers(by, group)).toList());
    }
  }

  private static JsonFields row(Grouping by, Group group) {
    var fields = new JsonFields();
    switch (group.subject()) {
      case Period period -> fields.with(by.name().toLowerCase(Locale.ROOT), period.label());
      case Device device -> fields.device(device.deviceId(), device.deviceLabel());
      case Branch branch -> fields.with("project", branch.project()).with("branch", branch.name());
      case Agent agent -> fields.with("agent", agent.id());
      case Model model -> fields.with("model", model.name());
      case Project project -> fields.with("project", project.name());
      case PullRequests linked ->
          fields.with(
              "pull_request",
              linked.requests().stream().map(PullRequest::name).collect(joining(", ")));
      case Session session ->
          fields
              .with("project", session.project())
              .with("provider", session.provider())
              .with("session_id", session.sessionId())
              .with("title", session.title());
      case Part part ->
          fields
              .device(part.deviceId(), part.deviceLabel())
              .with("provider", part.provider())
              .with("slug", part.slug());
    }
    return counts(fields, group.counts());
  }

  /** The parts of a project or a session, one for each device. */
  private static List<Group> members(Group group) {
    return switch (group.subject()) {
      case Project project -> project.members();
      case Session session -> session.members();
      case Period _, Device _, Branch _, Agent _, Model _, PullRequests _, Part _ -> List.of();
    };
  }

  private static Map<String, @Nullable Object> rowWithMembers(Grouping by, Group group) {
    List<Group> members = members(group);
    JsonFields fields = row(by, group);
    if (group.subject() instanceof PullRequests linked) {
      fields.with("pull_requests", linked.requests().stream().map(ReportJson::request).toList());
    }
    return (members.isEmpty()
            ? fields
            : fields.with("members", members.stream().map(m -> row(by, m).map()).toList()))
        .map();
  }

  private static Map<String, @Nullable Object> request(PullRequest request) {
    return new JsonFields()
        .with("repository", request.repository())
        .with("number", request.number())
        .with("url", request.url())
        .map();
  }

  static JsonFields counts(JsonFields fields, Report.Counts counts) {
    return fields
        .with("events", counts.events())
        .with("sessions", counts.sessions())
        .tokens(counts.tokens())
        .with("cost_usd", counts.hasNoTokens() ? null : dollars(counts.cost()))
        .with("cost_is_partial", counts.cost().unpricedTokens() > 0)
        .with("cost_source", source(counts.cost()));
  }

  private static @Nullable String source(Cost cost) {
    if (cost.isStated()) {
      return cost.isCalculated() ? "mixed" : "stated";
    }
    return cost.isCalculated() ? "calculated" : null;
  }

  private static @Nullable BigDecimal dollars(Cost cost) {
    return cost.isUnknown() ? null : cost.dollars().setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /** One table, with a line of names first. */
  public static void csv(PrintStream out, Grouping by, List<Group> groups) throws IOException {
    csv(groups.stream().map(group -> row(by, group).map()).toList(), out);
  }

  /** The tools, with a line of names first. */
  public static void csv(PrintStream out, List<ToolUse> tools) throws IOException {
    csv(tools.stream().map(ReportJson::row).toList(), out);
  }

  private static void csv(List<Map<String, @Nullable Object>> rows, PrintStream out)
      throws IOException {
    var csv = new CsvRows(out);
    if (!rows.isEmpty()) {
      csv.columns(List.copyOf(rows.getFirst().keySet()));
    }
    for (Map<String, @Nullable Object> row : rows) {
      csv.row(new ArrayList<>(row.values()));
    }
    csv.end();
  }
}
