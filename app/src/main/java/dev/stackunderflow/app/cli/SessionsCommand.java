package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.SessionView;
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
    description = "List the sessions of all devices, the latest first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sessions --limit 10")
final class SessionsCommand implements Callable<Integer> {

  private static final int TITLE = 48;

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
  private @Nullable Integer limit;

  SessionsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<SessionView> sessions;
    try (Store store = context.openStore();
        Catalog catalog = Catalog.open(context.home(), store)) {
      int most = limit == null ? Integer.MAX_VALUE : Math.max(0, limit);
      sessions = catalog.sessions(device.filter(), most);
    }
    if (json.isOn()) {
      JsonOut.print(context, sessions.stream().map(s -> json(s).map()).toList());
      return ExitCode.DONE;
    }
    var table = new Table("SESSION", "TITLE", "PROJECT", "DEVICE", ">EVENTS", ">OUTPUT", "LAST");
    for (SessionView s : sessions) {
      table.row(
          Human.line(s.sessionId(), 36),
          Human.line(s.title(), TITLE),
          Human.line(s.projectName(), 24),
          s.deviceLabel(),
          Human.count(s.events()),
          Human.count(s.tokens().output()),
          Human.time(s.lastTs()));
    }
    Views.print(context, table);
    return ExitCode.DONE;
  }

  static JsonOut.Fields json(SessionView s) {
    return JsonOut.fields()
        .device(s.deviceId(), s.deviceLabel())
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
