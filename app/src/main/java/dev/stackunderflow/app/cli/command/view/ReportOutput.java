package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.terminal.CompareText;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ReportChart;
import dev.stackunderflow.app.cli.terminal.ReportText;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.ReportJson;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a report in the form that was asked for. */
final class ReportOutput {

  /** How the first column may also be called. */
  private static final String NAME = "name";

  private final Context context;
  private final ReportForm form;
  private final @Nullable ReportBy by;
  private final boolean isNarrow;
  private final TableOptions view;

  /**
   * Prints reports.
   *
   * @param by the only table; null for those of a report without options
   * @param isNarrow whether options leave something out
   * @param view columns and order of the tables
   */
  ReportOutput(
      Context context,
      ReportForm form,
      @Nullable ReportBy by,
      boolean isNarrow,
      TableOptions view) {
    this.context = context;
    this.form = form;
    this.by = by;
    this.isNarrow = isNarrow;
    this.view = view;
  }

  /**
   * Checks the columns that were asked for before anything is read.
   *
   * @param query says which tables there are
   * @param isCompared whether they are those of a comparison
   * @throws UsageException if the tables do not have such a column
   */
  void checkColumns(ReportQuery query, boolean isCompared) throws UsageException {
    if (by == ReportBy.tool) {
      view.check(ReportText.TOOL_COLUMNS, NAME);
      return;
    }
    // Several tables have only this name of their first columns in common.
    String first =
        query.by().size() == 1
            ? ReportText.heading(query.by().iterator().next(), query.zone())
            : NAME.toUpperCase(Locale.ROOT);
    view.check(isCompared ? CompareText.columns(first) : ReportText.columns(first), NAME);
  }

  /** Prints it. */
  void print(ReportAnswer answer) throws IOException, UsageException {
    Report report = answer.report();
    if (form.json) {
      context.print(document(answer));
    } else if (form.csv) {
      csv(answer);
    } else if (answer.isEmpty()) {
      sayNothing();
    } else if (by == ReportBy.tool) {
      text(answer).print(answer.tools());
    } else if (answer.before() != null) {
      new CompareText(context, answer.query().zone(), this::shape)
          .print(compared(answer.query().by()), report, answer.before());
    } else {
      tables(answer);
    }
  }

  private ReportText text(ReportAnswer answer) {
    return new ReportText(context, answer.query().zone(), this::shape);
  }

  private void shape(Table table) throws UsageException {
    view.apply(table, NAME);
  }

  /** In the order of a report's tables. */
  private static List<Grouping> compared(Set<Grouping> groupings) {
    return groupings.size() == 1
        ? List.copyOf(groupings)
        : List.of(Grouping.DEVICE, Grouping.PROJECT, Grouping.MODEL);
  }

  private void tables(ReportAnswer answer) throws UsageException {
    Report report = answer.report();
    ZoneId days = answer.query().zone();
    Grouping one = answer.query().by().iterator().next();
    if (form.chart != null) {
      new ReportChart(context, days, ViewTables.width(context))
          .print(form.chart, one, report.by(one));
    } else if (by == null) {
      text(answer).print(report);
    } else {
      text(answer).print(one, report);
    }
  }

  private Map<String, @Nullable Object> document(ReportAnswer answer) {
    if (by == ReportBy.tool) {
      return ReportJson.document(answer.report(), answer.tools(), answer.query());
    }
    Map<String, @Nullable Object> document = ReportJson.document(answer.report(), answer.query());
    if (answer.before() != null && answer.queryBefore() != null) {
      document.put("previous", ReportJson.document(answer.before(), answer.queryBefore()));
    }
    return document;
  }

  private void csv(ReportAnswer answer) throws IOException {
    if (by == ReportBy.tool) {
      ReportJson.csv(context.data(), answer.tools());
    } else {
      Grouping one = answer.query().by().iterator().next();
      ReportJson.csv(context.data(), one, answer.report().by(one));
    }
  }

  private void sayNothing() {
    if (isNarrow) {
      context.say("No events match these options.");
    } else {
      ViewTables.sayEmpty(context);
    }
  }
}
