package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.AgentJson;
import dev.stackunderflow.app.json.AgentJson.Row;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.HomePath;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.UnreadAgents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.CodingAgent.Carry;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agents}. */
@Command(
    name = "agents",
    description = {
      "List the coding agents, where their sessions are, and what is read.",
      "Agents that are on this machine but cannot be read are named below the table."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow agents --all")
public final class AgentsCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("AGENT"),
          Column.number("HERE"),
          Column.number("ELSEWHERE").leftOut(3),
          Column.text("LAST SEEN").leftOut(1),
          Column.text("CARRY").leftOut(4),
          Column.text("READ").leftOut(2).cutTo(20),
          Column.text("WHERE").cutTo(16));

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final TableOptions view = new TableOptions();

  @Option(names = "--all", description = "Also list the agents that are not used on any device.")
  private boolean all;

  public AgentsCommand(Context context) {
    this.context = context;
  }

  /** The sessions of one agent. */
  private record Seen(long here, long elsewhere, @Nullable String last) {

    private static final Seen NOTHING = new Seen(0, 0, null);

    Seen with(SessionView session, boolean isHere) {
      String time = session.lastTs();
      boolean isLater = time != null && (last == null || time.compareTo(last) > 0);
      return new Seen(here + (isHere ? 1 : 0), elsewhere + (isHere ? 0 : 1), isLater ? time : last);
    }
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    view.check(json, COLUMNS);
    List<Row> rows =
        rows(seen()).stream().filter(row -> all || json.isOn() || row.isUsed()).toList();
    List<UnreadAgents.Found> unread = UnreadAgents.on(context.env());
    if (json.isOn()) {
      context.print(AgentJson.of(rows, unread));
    } else {
      print(rows, unread);
    }
    return ExitCode.DONE;
  }

  private Map<String, Seen> seen() throws IOException, SQLException {
    Map<String, Seen> seen = new LinkedHashMap<>();
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      Set<String> here =
          catalog.sessions(new DeviceFilter.This(), Integer.MAX_VALUE).stream()
              .map(session -> session.provider() + " " + session.sessionId())
              .collect(Collectors.toSet());
      for (SessionView session : catalog.sessions(new DeviceFilter.All(), Integer.MAX_VALUE)) {
        boolean isHere = here.contains(session.provider() + " " + session.sessionId());
        seen.merge(
            session.provider(),
            Seen.NOTHING.with(session, isHere),
            (before, _) -> before.with(session, isHere));
      }
    }
    return seen;
  }

  private List<Row> rows(Map<String, Seen> seen) {
    List<Row> rows = new ArrayList<>();
    for (CodingAgent agent : Agents.all(context.env())) {
      Seen its = seen.getOrDefault(agent.id(), Seen.NOTHING);
      seen.remove(agent.id());
      List<Path> folders =
          agent.folders().stream()
              .map(CodingAgent.WatchedFolder::path)
              .filter(Files::isDirectory)
              .distinct()
              .toList();
      rows.add(
          new Row(
              agent.id(),
              agent.title(),
              folders,
              its.here(),
              its.elsewhere(),
              its.last(),
              agent.reads(),
              agent.carry()));
    }
    // Another device's program can be newer and know more agents.
    seen.forEach(
        (id, its) ->
            rows.add(
                new Row(
                    id,
                    id,
                    List.of(),
                    its.here(),
                    its.elsewhere(),
                    its.last(),
                    "by the programs of other devices",
                    Carry.notPossible("this program does not know it"))));
    return rows;
  }

  private void print(List<Row> rows, List<UnreadAgents.Found> unread) throws UsageException {
    Path home = Home.userHome(context.env());
    var table = new Table(COLUMNS);
    for (Row row : rows) {
      String where =
          row.folders().stream()
              .map(folder -> HomePath.of(folder, home))
              .collect(Collectors.joining(", "));
      String last = row.lastSeen();
      String carry = row.carry().isPossible() ? "yes" : "no";
      table.row(
          List.of(
              row.id(),
              row.sessionsHere(),
              row.sessionsElsewhere(),
              last == null ? "" : last,
              carry,
              row.reads(),
              where),
          row.id(),
          CountFormat.of(row.sessionsHere()),
          CountFormat.of(row.sessionsElsewhere()),
          TimeFormat.local(last),
          carry,
          row.reads(),
          where.isEmpty() ? "not on this machine" : where);
    }
    view.apply(table, null);
    if (table.isEmpty()) {
      context.say("No coding agent found. To see where this program looks: docs/agents.md");
    } else {
      ViewTables.print(context, table);
    }
    for (UnreadAgents.Found found : unread) {
      context.say("Found, not read: " + found.title() + " in " + HomePath.of(found.folder(), home));
    }
  }
}
