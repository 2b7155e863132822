package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.LimitsText;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.LimitJson;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.limit.LimitWindow;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** {@code report --limits}. */
final class LimitsReport {

  private final Context context;
  private final ReportQuery query;

  /** Reports the windows that may have been within the query's span. */
  LimitsReport(Context context, ReportQuery query) {
    this.context = context;
    this.query = query;
  }

  void print(boolean json, boolean csv) throws IOException, SQLException {
    Instant now = context.clock().instant();
    List<LimitWindow> windows;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store);
        var bar = context.progress(ProgressBar.Unit.ITEMS)) {
      windows = catalog.reports().limits(query, (done, total) -> bar.at("indexing", done, total));
    }
    if (json) {
      context.print(LimitJson.document(windows, now, query.zone()));
    } else if (csv) {
      LimitJson.csv(context.data(), windows);
    } else if (!windows.isEmpty()) {
      new LimitsText(context, query.zone(), now).print(windows, query.since() != null);
    } else if (query.since() == null && query.until() == null && query.provider() == null) {
      context.say(
          "No usage limits are known. They are read from what Codex notes, and counted from the"
              + " sessions of Claude Code. To import this machine's logs: stackunderflow ingest");
    } else {
      context.say("No windows match these options.");
    }
  }
}
