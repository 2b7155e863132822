package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.Report;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "report",
    description = "Count events and tokens by device, project, model and day (UTC).",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow report --device this")
final class ReportCommand implements Callable<Integer> {

  private static final int DAYS = 14;
  private static final int PROJECTS = 15;

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();

  ReportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Report report;
    try (Store store = context.openStore();
        Catalog catalog = Catalog.open(context.home(), store)) {
      report = catalog.report(device.filter());
    }
    if (json.isOn()) {
      JsonOut.print(context, json(report));
    } else if (report.total().events() == 0) {
      Views.print(context, new Table());
    } else {
      print(report);
    }
    return ExitCode.DONE;
  }

  private static JsonOut.Fields counts(JsonOut.Fields fields, Report.Counts counts) {
    return fields
        .with("events", counts.events())
        .with("sessions", counts.sessions())
        .tokens(counts.tokens());
  }

  static Object json(Report report) {
    return counts(JsonOut.fields(), report.total())
        .with(
            "by_device",
            report.byDevice().stream()
                .map(
                    d ->
                        counts(JsonOut.fields().device(d.deviceId(), d.deviceLabel()), d.counts())
                            .map())
                .toList())
        .with(
            "by_project",
            report.byProject().stream()
                .map(
                    p ->
                        counts(
                                JsonOut.fields()
                                    .device(p.deviceId(), p.deviceLabel())
                                    .with("provider", p.provider())
                                    .with("slug", p.slug())
                                    .with("name", p.displayName()),
                                p.counts())
                            .map())
                .toList())
        .with(
            "by_model",
            report.byModel().stream()
                .map(m -> counts(JsonOut.fields().with("model", m.model()), m.counts()).map())
                .toList())
        .with(
            "by_day",
            report.byDay().stream()
                .map(d -> counts(JsonOut.fields().with("day", d.day()), d.counts()).map())
                .toList())
        .map();
  }

  private void print(Report report) {
    PrintStream out = context.out();
    var devices = table("DEVICE");
    report.byDevice().forEach(d -> row(devices, d.deviceLabel(), d.counts()));
    row(devices, "all", report.total());
    devices.print(out, "");

    out.println();
    var projects = table("PROJECT");
    report.byProject().stream()
        .limit(PROJECTS)
        .forEach(p -> row(projects, p.displayName() + " on " + p.deviceLabel(), p.counts()));
    projects.print(out, "");
    more(out, report.byProject().size() - PROJECTS, "project");

    out.println();
    var models = table("MODEL");
    report.byModel().stream()
        .filter(m -> !m.model().isEmpty())
        .forEach(m -> row(models, m.model(), m.counts()));
    models.print(out, "");

    out.println();
    var days = table("DAY (UTC)");
    List<Report.DayCounts> byDay = report.byDay();
    byDay
        .subList(Math.max(0, byDay.size() - DAYS), byDay.size())
        .forEach(d -> row(days, d.day(), d.counts()));
    days.print(out, "");
    more(out, byDay.size() - DAYS, "earlier day");
  }

  private static void more(PrintStream out, int n, String what) {
    if (n > 0) {
      out.println("… and " + Human.count(n, what) + ": see --json");
    }
  }

  private static Table table(String first) {
    return new Table(
        first, ">EVENTS", ">SESSIONS", ">INPUT", ">OUTPUT", ">CACHE WRITTEN", ">CACHE READ");
  }

  private static void row(Table table, String name, Report.Counts counts) {
    table.row(
        Human.line(name, 44),
        Human.count(counts.events()),
        Human.count(counts.sessions()),
        Human.count(counts.tokens().input()),
        Human.count(counts.tokens().output()),
        Human.count(counts.tokens().cacheCreation()),
        Human.count(counts.tokens().cacheRead()));
  }
}
