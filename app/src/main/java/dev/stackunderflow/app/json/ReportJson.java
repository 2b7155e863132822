package dev.stackunderflow.app.json;

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
import dev.stackunderflow.core.catalog.report.Report.Session;
import dev.stackunderflow.core.catalog.report.ReportQuery;
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
    for (Grouping by :
        List.of(Grouping.WEEK, Grouping.MONTH, Grouping.AGENT, Grouping.SESSION, Grouping.BRANCH)) {
      add(fields, by, report, query);
    }
    return fields.map();
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
      case Period _, Device _, Branch _, Agent _, Model _, Part _ -> List.of();
    };
  }

  private static Map<String, @Nullable Object> rowWithMembers(Grouping by, Group group) {
    List<Group> members = members(group);
    JsonFields fields = row(by, group);
    return (members.isEmpty()
            ? fields
            : fields.with("members", members.stream().map(m -> row(by, m).map()).toList()))
        .map();
  }

  private static JsonFields counts(JsonFields fields, Report.Counts counts) {
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
    var csv = new CsvRows(out);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    groups.forEach(group -> rows.add(row(by, group).map()));
    if (!rows.isEmpty()) {
      csv.columns(List.copyOf(rows.getFirst().keySet()));
    }
    for (Map<String, @Nullable Object> row : rows) {
      csv.row(new ArrayList<>(row.values()));
    }
    csv.end();
  }
}
