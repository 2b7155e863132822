package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.core.catalog.report.Grouping;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code --by}; picocli shows these names. */
enum ReportBy {
  hour,
  day,
  week,
  month,
  project,
  branch,
  agent,
  model,
  device,
  session,
  pr,
  tool;

  /** The grouping; null for tools, which have no tokens. */
  @Nullable Grouping grouping() {
    return switch (this) {
      case tool -> null;
      case pr -> Grouping.PULL_REQUEST;
      default -> Grouping.valueOf(name().toUpperCase(Locale.ROOT));
    };
  }

  /** Whether its rows are periods of time. */
  boolean isPeriod() {
    Grouping grouping = grouping();
    return grouping != null && grouping.isPeriod();
  }
}
