package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.option.WatchOption;
import dev.stackunderflow.app.cli.option.ZoneOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.cli.terminal.ReportText;
import dev.stackunderflow.app.json.ReportJson;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.CatalogReports;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.report.CostMode;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.ReportSpan;
import dev.stackunderflow.core.catalog.report.ToolUse;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.time.DateTimeParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}. */
@Command(
    name = "report",
    description = {
      "Report events, tokens and costs by device, project, model and day.",
      "Costs are what the agent states, else what the tokens cost at the providers'",
      "list prices for API use, in US dollars. To use your own prices, put them into",
      "prices.json in the program's folder."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow report --since 7d --compare",
      "  stackunderflow report --by week --since 2m",
      "  stackunderflow report --by model --since 2026-11-01 --until 2026-11-30 --csv"
    })
public final class ReportCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "One table, by ${COMPLETION-CANDIDATES} (with --csv, --chart: day).")
  private @Nullable ReportBy by;

  @Mixin private final ZoneOption zone = new ZoneOption();

  @Option(
      names = "--cost",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "Costs that agents state, that are calculated from tokens and prices, or auto: stated, and"
              + " calculated where none is: ${COMPLETION-CANDIDATES} (default: auto).")
  private Costs costs = Costs.auto;

  @Option(
      names = "--compare",
      description = "Compare with the span before, of the same length; needs --since.")
  private boolean compare;

  @Option(
      names = "--check",
      paramLabel = "USD",
      converter = CostCheck.Amount.class,
      description = "Exit with code 9 if the cost is above this, or not known to be below.")
  private @Nullable BigDecimal check;

  @Option(
      names = "--limits",
      description = "Windows of usage limits: what is left, and when a limit was near or reached.")
  private boolean limits;

  @Mixin private final TableOptions view = new TableOptions();
  @Mixin private final WatchOption watch = new WatchOption();

  @ArgGroup private ReportForm form = new ReportForm();

  public ReportCommand(Context context) {
    this.context = context;
  }

  /** {@code --cost}; picocli shows these names. */
  enum Costs {
    auto,
    stated,
    calculated;

    CostMode mode() {
      return CostMode.valueOf(name().toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    refuseWhatDoesNotGoTogether();
    return watch.isOn() ? new LiveView(context).run(this::print) : print(context);
  }

  private int print(Context to) throws IOException, SQLException, UsageException {
    ReportQuery query = query();
    if (limits) {
      new LimitsReport(to, query).print(form.json, form.csv);
      return ExitCode.DONE;
    }
    var output = new ReportOutput(to, form, by, filter.isNarrow(), view);
    output.checkColumns(query, compare);
    ReportSpan before = compare ? spanBefore(query) : null;
    ReportAnswer answer;
    try (Store store = to.openStore();
        Catalog catalog = to.openCatalog(store);
        var bar = to.progress(ProgressBar.Unit.ITEMS)) {
      answer = answer(catalog, query, before, bar);
      if (answer.isEmpty()) {
        filter.sayWhyNothing(to, catalog.filterNotes());
      }
    }
    output.print(answer);
    if (!form.json) {
      ReportText.sayWhatIsMissing(to, answer.report());
      ReportText.sayWhatHasNoPrice(to, answer.report(), to.home().prices(), costs.mode());
    }
    return check == null ? ExitCode.DONE : CostCheck.of(to, answer.report(), check);
  }

  private ReportAnswer answer(
      Catalog catalog, ReportQuery query, @Nullable ReportSpan before, ProgressBar bar)
      throws SQLException, IOException {
    CatalogReports reports = catalog.reports();
    IndexProgress progress = (done, total) -> bar.at("indexing", done, total);
    Report report = reports.report(query, progress);
    List<ToolUse> tools = by == ReportBy.tool ? reports.tools(query, progress) : List.of();
    if (before == null) {
      return new ReportAnswer(query, report, tools, null, null);
    }
    ReportQuery earlier = query.during(before);
    return new ReportAnswer(query, report, tools, earlier, reports.report(earlier, progress));
  }

  private void refuseWhatDoesNotGoTogether() throws UsageException {
    if (limits && (by != null || compare || check != null || form.chart != null)) {
      throw new UsageException(
          "--limits cannot be combined with --by, --compare, --check or --chart.");
    }
    if (view.isGiven() && (limits || form.chart != null || form.csv || form.json)) {
      throw new UsageException(
          "--columns and --sort are for the tables of tokens and costs:"
              + " not with --limits, --chart, --csv or --json.");
    }
    if (watch.isOn() && (form.json || form.csv || check != null)) {
      throw new UsageException(
          "--watch shows tables: it cannot be combined with --json, --csv or --check.");
    }
    if (limits && (filter.project() != null || filter.branch() != null)) {
      throw new UsageException(
          "A limit is of all projects: --limits has no --project and no --branch.");
    }
    if (by == ReportBy.tool && (compare || form.chart != null)) {
      throw new UsageException("--by tool cannot be combined with --compare or --chart.");
    }
    if (compare && (form.csv || form.chart != null)) {
      throw new UsageException("--compare prints tables, or JSON with --json.");
    }
    if (compare && by != null && by.isPeriod()) {
      throw new UsageException(
          "--compare compares two spans: use it without --by, or by project, branch, agent, model,"
              + " device, session or pull request.");
    }
  }

  private ReportQuery query() throws IOException, UsageException {
    ZoneId days = zone.zone(context.clock());
    var times = new DateTimeParser(days, context.clock());
    return new ReportQuery(
        filter.device(),
        filter.project(),
        filter.provider(),
        ZoneOption.wholeQuarter(filter.since(times)),
        ZoneOption.wholeQuarter(filter.until(times)),
        days,
        groupings(),
        PriceTable.withOwn(context.home().prices()),
        filter.branch(),
        costs.mode());
  }

  private ReportSpan spanBefore(ReportQuery query) throws UsageException {
    Instant since = query.since();
    if (since == null) {
      throw new UsageException("--compare needs a span: --since 7d, or --since and --until.");
    }
    Instant until = query.until() == null ? context.clock().instant() : query.until();
    if (!until.isAfter(since)) {
      throw new UsageException("--compare needs a span that ends after it begins.");
    }
    return new ReportSpan(since, until).before(query.zone());
  }

  private Set<Grouping> groupings() {
    if (by != null) {
      Grouping one = by.grouping();
      return one == null ? Set.of() : EnumSet.of(one);
    }
    if (compare) {
      return EnumSet.of(Grouping.DEVICE, Grouping.PROJECT, Grouping.MODEL);
    }
    return form.csv || form.chart != null ? EnumSet.of(Grouping.DAY) : ReportJson.GROUPINGS;
  }
}
