package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.CountValue;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.option.WatchOption;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.SessionJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.time.Timestamps;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sessions}. */
@Command(
    name = "sessions",
    description = {
      "List the sessions of all devices, most recent first.",
      "A session that was carried to another machine is listed once. --since and",
      "--until select the sessions that were active then."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sessions --project app --since 2026-11-01 | less")
public final class SessionsCommand implements Callable<Integer> {

  private static final int TITLE = 48;
  private static final int BRANCH = 20;
  private static final int SHORTEST_ID = 8;

  /** The title is last: less -S cuts only that. */
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("SESSION"),
          Column.text("LAST").leftOut(1),
          Column.number("DURATION").leftOut(6),
          Column.number("EVENTS").leftOut(5),
          Column.number("OUTPUT").leftOut(4),
          Column.text("AGENT").leftOut(3),
          Column.text("DEVICE").leftOut(2).cutTo(10),
          Column.text("PROJECT").cutTo(10),
          Column.text("BRANCH").leftOut(7).cutTo(10),
          Column.text("TITLE").cutTo(16));

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final TableOptions view = new TableOptions();
  @Mixin private final WatchOption watch = new WatchOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountValue.class,
      description = "List at most N sessions (default: all).")
  private @Nullable Integer limit;

  public SessionsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    view.check(json, COLUMNS);
    if (!watch.isOn()) {
      print(context);
      return ExitCode.DONE;
    }
    if (json.isOn()) {
      throw new UsageException("--watch shows a table: it cannot be combined with --json.");
    }
    return new LiveView(context).run(this::print);
  }

  private void print(Context to) throws IOException, SQLException, UsageException {
    List<SessionView> sessions;
    try (Store store = to.openStore();
        Catalog catalog = to.openCatalog(store)) {
      boolean isCutLater = view.isSorted() && !json.isOn();
      sessions =
          catalog.sessions(filter.filter(to.clock()), isCutLater ? Integer.MAX_VALUE : most());
      if (sessions.isEmpty()) {
        filter.sayWhyNothing(to, catalog.filterNotes());
      }
    }
    if (json.isOn()) {
      to.print(sessions.stream().map(s -> SessionJson.of(s).map()).toList());
    } else {
      print(sessions, to);
    }
  }

  private void print(List<SessionView> sessions, Context to) throws UsageException {
    int id = lengthOfIds(sessions);
    var table = new Table(COLUMNS);
    for (SessionView s : sessions) {
      String devices = String.join(", ", s.deviceLabels());
      table.row(
          List.of(
              s.sessionId(),
              text(s.lastTs()),
              seconds(s),
              s.events(),
              s.tokens().output(),
              s.provider(),
              devices,
              s.projectName(),
              text(s.branch()),
              text(s.title())),
          TextWidth.cut(s.sessionId(), id),
          TimeFormat.local(s.lastTs()),
          TimeFormat.duration(s.firstTs(), s.lastTs()),
          CountFormat.of(s.events()),
          s.tokens().areNone() ? "no token data" : CountFormat.of(s.tokens().output()),
          TerminalText.oneLine(s.provider(), 12),
          TerminalText.oneLine(devices, 24),
          TerminalText.oneLine(s.projectName(), 24),
          TerminalText.oneLine(s.branch(), BRANCH),
          TerminalText.oneLine(s.title(), TITLE));
    }
    boolean isEmpty = table.isEmpty();
    view.apply(table, null);
    table.limit(most());
    if (isEmpty && (filter.isNarrow() || limit != null)) {
      to.say("No matching sessions. To list all: stackunderflow sessions");
    } else {
      ViewTables.print(to, table);
    }
  }

  private int most() {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long seconds(SessionView s) {
    Instant first = s.firstTs() == null ? null : Timestamps.instant(s.firstTs());
    Instant last = s.lastTs() == null ? null : Timestamps.instant(s.lastTs());
    return first == null || last == null ? -1 : Duration.between(first, last).toSeconds();
  }

  /** The shortest prefixes that are unique; a prefix is enough to name a session. */
  private static int lengthOfIds(List<SessionView> sessions) {
    int length = SHORTEST_ID;
    String last = "";
    for (String id : sessions.stream().map(SessionView::sessionId).sorted().toList()) {
      int alike = 0;
      while (alike < Math.min(last.length(), id.length())
          && last.charAt(alike) == id.charAt(alike)) {
        alike++;
      }
      length = Math.max(length, alike + 1);
      last = id;
    }
    return length;
  }
}
