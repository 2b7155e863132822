package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.BranchOption;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.JsonOption;
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
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
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

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List at most N sessions (default: all).")
  private @Nullable Integer limit;

  public SessionsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<SessionView> sessions;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      int most = limit == null ? Integer.MAX_VALUE : Math.max(0, limit);
      sessions = catalog.sessions(filter.filter(context.clock()).on(branch.name()), most);
    }
    if (json.isOn()) {
      context.print(sessions.stream().map(s -> SessionJson.of(s).map()).toList());
    } else {
      print(sessions);
    }
    return ExitCode.DONE;
  }

  /** The title is last: a narrow terminal, or less -S, cuts only that. */
  private void print(List<SessionView> sessions) {
    int id = lengthOfIds(sessions);
    var table =
        new Table(
            "SESSION",
            "LAST",
            ">DURATION",
            ">EVENTS",
            ">OUTPUT",
            "AGENT",
            "DEVICE",
            "PROJECT",
            "BRANCH",
            "TITLE");
    for (SessionView s : sessions) {
      table.row(
          TextWidth.cut(s.sessionId(), id),
          TimeFormat.local(s.lastTs()),
          TimeFormat.duration(s.firstTs(), s.lastTs()),
          CountFormat.of(s.events()),
          s.tokens().equals(Tokens.NONE) ? "no token data" : CountFormat.of(s.tokens().output()),
          TerminalText.oneLine(s.provider(), 12),
          TerminalText.oneLine(String.join(", ", s.deviceLabels()), 24),
          TerminalText.oneLine(s.projectName(), 24),
          TerminalText.oneLine(s.branch(), BRANCH),
          TerminalText.oneLine(s.title(), TITLE));
    }
    if (table.isEmpty() && (filter.isNarrow() || branch.name() != null || limit != null)) {
      context.say("No matching sessions. To list all: stackunderflow sessions");
    } else {
      ViewTables.print(context, table);
    }
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
