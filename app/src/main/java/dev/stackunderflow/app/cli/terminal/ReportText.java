package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.report.CostMode;
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
import dev.stackunderflow.core.catalog.report.Report.Subject;
import dev.stackunderflow.core.catalog.report.ToolUse;
import dev.stackunderflow.core.price.Cost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as tables. */
public final class ReportText {

  /** The columns of the table of tools. */
  public static final List<Column> TOOL_COLUMNS =
      List.of(
          Column.text("TOOL").cutTo(20),
          Column.number("CALLS"),
          Column.number("ERRORS").leftOut(1),
          Column.number("SESSIONS").leftOut(3),
          Column.text("LAST").leftOut(2));

  private static final int DAYS = 14;
  private static final int PROJECTS = 15;
  private static final int NAME = 44;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final Context context;
  private final ZoneId zone;
  private final Shape shape;

  /** What is done to each table before it is printed. */
  @FunctionalInterface
  public interface Shape {
    /** Picks columns, sorts rows. */
    void apply(Table table) throws UsageException;
  }

  /**
   * Prints reports.
   *
   * @param shape what is done to each table
   */
  public ReportText(Context context, ZoneId zone, Shape shape) {
    this.context = context;
    this.zone = zone;
    this.shape = shape;
  }

  /** The tables of a report without options. */
  public void print(Report report) throws UsageException {
    var devices = table("DEVICE");
    report.by(Grouping.DEVICE).forEach(d -> row(devices, name(d.subject()), d.counts()));
    total(devices, report.total());
    print(devices);

    context.out().println();
    List<Group> byProject = report.by(Grouping.PROJECT);
    print("PROJECT", byProject.subList(0, Math.min(PROJECTS, byProject.size())));
    more(byProject.size() - PROJECTS, "project");

    context.out().println();
    print("MODEL", report.by(Grouping.MODEL));

    context.out().println();
    List<Group> byDay = report.by(Grouping.DAY);
    print(
        heading(Grouping.DAY, zone), byDay.subList(Math.max(0, byDay.size() - DAYS), byDay.size()));
    more(byDay.size() - DAYS, "earlier day");
  }

  /** The tools, and why they have no tokens. */
  public void print(List<ToolUse> tools) throws UsageException {
    var table = new Table(TOOL_COLUMNS);
    for (ToolUse tool : tools) {
      table.row(
          List.of(
              tool.tool(),
              tool.calls(),
              tool.decidable() == 0 ? -1L : tool.failures(),
              tool.sessions(),
              tool.lastTs()),
          TerminalText.oneLine(tool.tool(), NAME),
          CountFormat.of(tool.calls()),
          errors(tool),
          CountFormat.of(tool.sessions()),
          TimeFormat.local(tool.lastTs()));
    }
    print(table);
    context.say("Tokens by tool are not known: a response's tokens are shared by its calls.");
    if (tools.stream().anyMatch(tool -> tool.decidable() < tool.calls())) {
      context.say(
          "Not every agent notes which of its calls failed: the errors of such calls are not known.");
    }
  }

  private static String errors(ToolUse tool) {
    return tool.decidable() == 0
        ? "not known"
        : CountFormat.of(tool.failures()) + (tool.decidable() < tool.calls() ? "+" : "");
  }

  /** One table with all its rows. */
  public void print(Grouping by, Report report) throws UsageException {
    var table = table(heading(by, zone));
    groups(table, report.by(by));
    total(table, report.total());
    print(table);
  }

  private void print(Table table) throws UsageException {
    shape.apply(table);
    ViewTables.fit(context, table);
  }

  private void print(String heading, List<Group> groups) throws UsageException {
    var table = table(heading);
    groups(table, groups);
    print(table);
  }

  private static void groups(Table table, List<Group> groups) {
    groups.stream()
        .filter(ReportText::isWorthALine)
        .forEach(g -> row(table, name(g.subject()), g.counts()));
  }

  /** A user's messages have neither a model nor tokens: their row is omitted. */
  static boolean isWorthALine(Group group) {
    Cost cost = group.counts().cost();
    return !(group.subject() instanceof Model model
        && model.name().isEmpty()
        && cost.pricedTokens() + cost.unpricedTokens() == 0);
  }

  private void more(int n, String what) {
    if (n > 0) {
      context.tell("… and " + CountFormat.of(n, what) + ": see --by or --json");
    }
  }

  private static Table table(String first) {
    return new Table(columns(first));
  }

  /** The columns of the other tables, whose first one differs. */
  public static List<Column> columns(String first) {
    return List.of(
        Column.text(first).cutTo(20),
        Column.number("EVENTS").leftOut(2),
        Column.number("SESSIONS").leftOut(4),
        Column.number("INPUT").leftOut(3),
        Column.number("OUTPUT").leftOut(1),
        Column.number("CACHE WRITTEN").leftOut(6),
        Column.number("CACHE READ").leftOut(5),
        Column.number("COST USD"));
  }

  private static void row(Table table, String name, Report.Counts counts) {
    table.row(
        List.of(
            name,
            counts.events(),
            counts.sessions(),
            counts.tokens().input(),
            counts.tokens().output(),
            counts.tokens().cacheCreation(),
            counts.tokens().cacheRead(),
            counts.cost().dollars()),
        cells(name, counts));
  }

  private static void total(Table table, Report.Counts counts) {
    table.total(cells("all", counts));
  }

  private static String[] cells(String name, Report.Counts counts) {
    return new String[] {
      TerminalText.oneLine(name, NAME),
      CountFormat.of(counts.events()),
      CountFormat.of(counts.sessions()),
      CountFormat.of(counts.tokens().input()),
      CountFormat.of(counts.tokens().output()),
      CountFormat.of(counts.tokens().cacheCreation()),
      CountFormat.of(counts.tokens().cacheRead()),
      cost(counts)
    };
  }

  /** A row's cost in words. */
  static String cost(Report.Counts counts) {
    return counts.hasNoTokens() ? "no token data" : cost(counts.cost());
  }

  /** The heading of a table's first column. */
  public static String heading(Grouping by, ZoneId zone) {
    return by.name().replace('_', ' ') + (by.isPeriod() ? " (" + zone.getId() + ")" : "");
  }

  /** The name of a row. */
  static String name(Subject subject) {
    return switch (subject) {
      case Period period -> period.label().isEmpty() ? "no time" : period.label();
      case Device device -> device.deviceLabel();
      case Project project -> project.name();
      case Part part -> part.deviceLabel();
      case Branch branch ->
          branch.project() + "  " + (branch.name().isEmpty() ? "no branch" : branch.name());
      case Agent agent -> agent.id();
      case PullRequests linked ->
          linked.requests().isEmpty()
              ? "no pull request"
              : linked.requests().stream().map(PullRequest::name).collect(Collectors.joining(", "));
      case Model model -> model.name().isEmpty() ? "no model" : model.name();
      case Session session ->
          session.title() == null
              ? session.sessionId()
              : TerminalText.oneLine(session.sessionId(), 9) + " " + session.title();
    };
  }

  /** {@code 1,234.56}; with + if some tokens have no price, and * if an agent states some of it. */
  public static String cost(Cost cost) {
    if (cost.isUnknown()) {
      return "no price";
    }
    boolean isTiny = cost.dollars().signum() > 0 && cost.dollars().compareTo(CENT) < 0;
    return (isTiny
            ? "<0.01"
            : String.format(Locale.ROOT, "%,.2f", cost.dollars().setScale(2, RoundingMode.HALF_UP)))
        + (cost.isPartial() ? "+" : "")
        + (cost.isStated() ? "*" : "");
  }

  /** Says which agents' tokens are missing. */
  public static void sayWhatIsMissing(Context context, Report report) {
    if (!report.incompleteAgents().isEmpty()) {
      context.say(
          missing(report.incompleteAgents()) + " The figures do not contain what is missing.");
    }
  }

  /** {@code aider, cursor: not all tokens are known, because these agents do not note them.} */
  public static String missing(List<String> agents) {
    return String.join(", ", agents)
        + ": not all tokens are known, because "
        + (agents.size() == 1 ? "this agent does" : "these agents do")
        + " not note them.";
  }

  /** Says which costs agents state, lists the models without a price, and says what to do. */
  public static void sayWhatHasNoPrice(Context context, Report report, Path own, CostMode costs) {
    if (report.total().cost().isStated()) {
      context.say("Costs marked * are, or contain, what agents state. Others: --cost calculated.");
    }
    if (costs == CostMode.STATED) {
      return; // no price was looked up
    }
    if (report.unpriced().isEmpty()) {
      return;
    }
    String models =
        report.unpriced().stream()
            .map(
                m ->
                    "  "
                        + (m.model().isEmpty() ? "(no model)" : TerminalText.safe(m.model()))
                        + ": "
                        + CountFormat.of(m.tokens(), "token"))
            .collect(Collectors.joining(System.lineSeparator()));
    context.say("No price is known for these models; costs marked + exclude them:");
    context.say(models);
    context.say("You can add their prices to " + own + " (see docs/commands.md).");
  }
}
