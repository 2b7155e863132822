package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.OverviewText;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. Typed alone, it says what it found and what to do next. */
@Command(
    name = "stackunderflow",
    description = {
      "One view over your coding-agent sessions from all machines.",
      "Typed alone, it imports this machine's logs once, and says what it found."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow            what is here, and what to do next",
      "  stackunderflow report     tokens and cost by device, project, model and day",
      "  stackunderflow sync init  set up sync: asks, and tests each answer"
    })
public final class RootCommand implements Callable<Integer> {

  private static final Duration RECENT = Duration.ofDays(30);

  private final Context context;

  // Both are read by Verbosity.of before a command is built; here they are accepted and described.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Show no progress.")
  private boolean quiet;

  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "If it fails, show the trace and the provider's request ids.")
  private boolean debug;

  public RootCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, SyncException {
    boolean isFirst = !Files.exists(context.home().store());
    if (isFirst || isStoreEmpty()) {
      context.say(
          "Reading the logs of this machine's coding agents"
              + (isFirst ? " for the first time…" : "…"));
      context.say(IngestCommand.words(IngestCommand.ingest(context)));
      context.say("");
    }
    // Local files only: no request is made.
    Optional<Status> sync = context.sync().status();
    List<SessionView> sessions;
    Report recent;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      sessions = catalog.sessions(new DeviceFilter.All(), Integer.MAX_VALUE);
      recent = catalog.report(recently());
    }
    new OverviewText(context).print(sessions, recent.total(), sync);
    return ExitCode.DONE;
  }

  /** A view that was asked before leaves an empty store. Another program's is not written. */
  private boolean isStoreEmpty() throws IOException, SQLException {
    try (Store store = context.openStore()) {
      return !store.isForeign() && new StoreReader(store).maxId() == 0;
    }
  }

  private ReportQuery recently() throws IOException {
    Instant since = context.clock().instant().minus(RECENT).truncatedTo(ChronoUnit.HOURS);
    return new ReportQuery(
        new DeviceFilter.All(),
        null,
        null,
        since,
        null,
        ZoneOffset.UTC,
        EnumSet.noneOf(Grouping.class),
        PriceTable.withOwn(context.home().prices()));
  }
}
