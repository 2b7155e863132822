package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.TextWidth;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sessions",
    description = {
      "List the sessions of all devices, the latest first.",
      "One that was carried to another machine is one session. With --since or",
      "--until: those that were active then."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sessions --project app --since 2026-11-01 | less")
public final class SessionsCommand implements Callable<Integer> {

  private static final int TITLE = 48;
  private static final int SHORTEST_ID = 8;

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
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
      sessions = catalog.sessions(filter.filter(context.clock()), most);
    }
    if (json.isOn()) {
      JsonOut.print(context, sessions.stream().map(s -> json(s).map()).toList());
      return ExitCode.DONE;
    }
    print(sessions);
    return ExitCode.DONE;
  }

  /** The title last: a narrow terminal, or less -S, cuts only that. */
  private void print(List<SessionView> sessions) {
    int id = lengthOfIds(sessions);
    var table =
        new Table(
            "SESSION", "LAST", ">DURATION", ">EVENTS", ">OUTPUT", "DEVICE", "PROJECT", "TITLE");
    for (SessionView s : sessions) {
      table.row(
          TextWidth.cut(s.sessionId(), id),
          HumanFormat.time(s.lastTs()),
          HumanFormat.duration(s.firstTs(), s.lastTs()),
          HumanFormat.count(s.events()),
          HumanFormat.count(s.tokens().output()),
          HumanFormat.line(String.join(", ", s.deviceLabels()), 24),
          HumanFormat.line(s.projectName(), 24),
          HumanFormat.line(s.title(), TITLE));
    }
    if (table.isEmpty() && (filter.isNarrow() || limit != null)) {
      context.say("No session is like that. List them all: stackunderflow sessions");
    } else {
      ViewTables.print(context, table);
    }
  }

  /** As much of the ids as tells them apart: any beginning will do to name a session. */
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

  static JsonOut.Fields json(SessionView s) {
    return JsonOut.fields()
        .device(s.deviceId(), s.deviceLabel())
        .with("devices", s.deviceLabels())
        .with("provider", s.provider())
        .with("slug", s.projectSlug())
        .with("project", s.projectName())
        .with("session_id", s.sessionId())
        .with("title", s.title())
        .with("events", s.events())
        .tokens(s.tokens())
        .with("first_ts", s.firstTs())
        .with("last_ts", s.lastTs());
  }
}
