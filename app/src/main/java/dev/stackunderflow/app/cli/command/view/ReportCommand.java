package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.BranchOption;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ReportChart;
import dev.stackunderflow.app.cli.terminal.ReportChart.Measure;
import dev.stackunderflow.app.cli.terminal.ReportText;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.ReportJson;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.CostMode;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.time.DateTimeParser;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
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
      "  stackunderflow report --by week --since 2m",
      "  stackunderflow report --by model --since 2026-11-01 --until 2026-11-30 --csv"
    })
public final class ReportCommand implements Callable<Integer> {

  private static final int QUARTER_SECONDS = 15 * 60;

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "One table, by ${COMPLETION-CANDIDATES} (with --csv, --chart: day).")
  private @Nullable By by;

  @Option(
      names = "--tz",
      paramLabel = "ZONE",
      description = "The time zone of days: Europe/Berlin, +05:30, UTC (default: this machine's).")
  private @Nullable String zone;

  @Mixin private final BranchOption branch = new BranchOption();

  @Option(
      names = "--cost",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "Costs that agents state, that are calculated from tokens and prices, or auto: stated, and"
              + " calculated where none is: ${COMPLETION-CANDIDATES} (default: auto).")
  private Costs costs = Costs.auto;

  @ArgGroup private Form form = new Form();

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

  /** {@code --by}; picocli shows these names. */
  enum By {
    day,
    week,
    month,
    project,
    branch,
    agent,
    model,
    device,
    session;

    Grouping grouping() {
      return Grouping.valueOf(name().toUpperCase(Locale.ROOT));
    }
  }

  /** At most one of these. */
  static final class Form {
    @Option(names = "--json", description = "Print one JSON document, with stable field names.")
    private boolean json;

    @Option(names = "--csv", description = "Print one table as comma-separated values.")
    private boolean csv;

    @Option(
        names = "--chart",
        paramLabel = "BARS",
        arity = "0..1",
        fallbackValue = "cost",
        description = "Draw bars of ${COMPLETION-CANDIDATES} (default: cost).")
    private @Nullable Measure chart;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    ZoneId days = zone == null ? ZoneId.systemDefault() : zone(zone);
    var times = new DateTimeParser(days, context.clock());
    Path own = context.home().prices();
    var query =
        new ReportQuery(
            filter.device(),
            filter.project(),
            filter.provider(),
            wholeQuarter(filter.since(times)),
            wholeQuarter(filter.until(times)),
            days,
            groupings(),
            PriceTable.withOwn(own),
            branch.name(),
            costs.mode());
    Report report;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      report = catalog.report(query);
    }
    print(report, query);
    if (!form.json) {
      ReportText.sayWhatHasNoPrice(context, report, own, query.costs());
    }
    return ExitCode.DONE;
  }

  private ZoneId zone(String text) throws UsageException {
    ZoneId zone;
    try {
      zone = ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new UsageException(
          "Not a time zone: " + text + ". Examples: Europe/Berlin, Asia/Kolkata, UTC, +05:30.");
    }
    if (zone.getRules().getOffset(context.clock().instant()).getTotalSeconds() % QUARTER_SECONDS
        != 0) {
      throw new UsageException(
          "A report needs a time zone whose offset is a multiple of 15 minutes; the offset of "
              + text
              + " is not.");
    }
    return zone;
  }

  /** A report adds up totals per quarter of an hour. */
  private static @Nullable Instant wholeQuarter(@Nullable Instant time) throws UsageException {
    if (time != null && (time.getEpochSecond() % QUARTER_SECONDS != 0 || time.getNano() != 0)) {
      throw new UsageException(
          "A report counts whole quarters of an hour: use a time that ends with :00, :15, :30 or :45.");
    }
    return time;
  }

  private Set<Grouping> groupings() {
    if (by == null && !form.csv && form.chart == null) {
      return ReportJson.GROUPINGS;
    }
    return EnumSet.of(by == null ? Grouping.DAY : by.grouping());
  }

  private void print(Report report, ReportQuery query) throws IOException {
    Grouping one = query.by().iterator().next();
    if (form.json) {
      context.print(ReportJson.document(report, query));
    } else if (form.csv) {
      ReportJson.csv(context.data(), one, report.by(one));
    } else if (report.total().events() == 0) {
      sayNothing();
    } else if (form.chart != null) {
      new ReportChart(context, query.zone(), ViewTables.width(context))
          .print(form.chart, one, report.by(one));
    } else if (by == null) {
      new ReportText(context.out(), query.zone()).print(report);
    } else {
      new ReportText(context.out(), query.zone()).print(one, report);
    }
  }

  private void sayNothing() {
    if (filter.isNarrow() || branch.name() != null) {
      context.say("No events match these options.");
    } else {
      ViewTables.sayEmpty(context);
    }
  }
}
