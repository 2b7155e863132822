package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.ToolUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of {@code report}, and what the view said.
 *
 * @param tools the tools, with {@code --by tool}
 * @param queryBefore the span before, with {@code --compare}
 * @param before its report
 */
record ReportAnswer(
    ReportQuery query,
    Report report,
    List<ToolUse> tools,
    @Nullable ReportQuery queryBefore,
    @Nullable Report before) {

  /** Whether there is nothing in any span. */
  boolean isEmpty() {
    return report.total().events() == 0 && (before == null || before.total().events() == 0);
  }
}
