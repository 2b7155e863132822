package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "conflicts",
    description = {
      "List the moments for which two devices hold different events.",
      "The last write is shown in the views; the other one is kept, and can be",
      "shown instead: `sync conflicts keep ID`."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync conflicts --json")
public final class ConflictsCommand implements Callable<Integer> {

  private static final int TEXT = 60;
  private static final int ID = 8;

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public ConflictsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<ConflictView> conflicts;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      conflicts = catalog.conflicts();
    }
    if (json.isOn()) {
      JsonOut.print(context, conflicts.stream().map(ConflictsCommand::json).toList());
    } else if (conflicts.isEmpty()) {
      context.say("No conflicts.");
    } else {
      conflicts.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  static Object json(ConflictView c) {
    return JsonOut.fields()
        .with("id", c.id())
        .with("provider", c.provider())
        .with("slug", c.slug())
        .with("session_id", c.sessionId())
        .with("timestamp", c.timestamp())
        .with("winner", json(c.winner()))
        .with("loser", json(c.loser()))
        .map();
  }

  private static Object json(ConflictView.Side side) {
    return JsonOut.fields()
        .device(side.deviceId(), side.deviceLabel())
        .with("stamp", side.stamp())
        .with("seq", side.seq())
        .with("role", side.role())
        .with("content_text", side.contentText())
        .map();
  }

  private void print(ConflictView c) {
    context
        .out()
        .println(
            HumanFormat.plain(
                c.id().substring(0, ID)
                    + "  "
                    + HumanFormat.time(c.timestamp())
                    + "  "
                    + c.slug()
                    + "  "
                    + c.sessionId()));
    print("shown", c.winner());
    print("kept", c.loser());
  }

  private void print(String what, ConflictView.Side side) {
    context
        .out()
        .println(
            "  "
                + what
                + " ".repeat(7 - what.length())
                + side.deviceLabel()
                + "  "
                + HumanFormat.plain(side.role())
                + ": "
                + HumanFormat.line(side.contentText(), TEXT));
  }

  @Command(
      name = "keep",
      description = {
        "Show the other side of a conflict from now on, on all devices.",
        "Both sides stay; to change back, keep the other one."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync conflicts keep 3f2a9c01")
  public static final class Keep implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "ID", description = "The conflict, as `sync conflicts` names it.")
    private String id = "";

    public Keep(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      ConflictView conflict = context.sync().keep(id);
      context.say(
          "Shown from now on, on all devices: what "
              + conflict.loser().deviceLabel()
              + " holds of "
              + HumanFormat.time(conflict.timestamp())
              + ".");
      return ExitCode.DONE;
    }
  }
}
