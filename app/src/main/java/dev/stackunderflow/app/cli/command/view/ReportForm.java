package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.terminal.ReportChart.Measure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which form a report is printed: as tables, or one of these. */
final class ReportForm {
  @Option(names = "--json", description = "Print one JSON document, with stable field names.")
  boolean json;

  @Option(names = "--csv", description = "Print one table as comma-separated values.")
  boolean csv;

  @Option(
      names = "--chart",
      paramLabel = "BARS",
      arity = "0..1",
      fallbackValue = "cost",
      description = "Draw bars of ${COMPLETION-CANDIDATES} (default: cost).")
  @Nullable Measure chart;
}
