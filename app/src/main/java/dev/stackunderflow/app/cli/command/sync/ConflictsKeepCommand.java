package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sync conflicts keep}. */
@Command(
    name = "keep",
    description = {
      "Show the other side of a conflict from now on, on all devices.",
      "Both sides stay; to change back, keep the other one."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync conflicts keep 3f2a9c01")
public final class ConflictsKeepCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", description = "The conflict's id, from `sync conflicts`.")
  private String id = "";

  public ConflictsKeepCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    ConflictView conflict = context.sync().keep(id);
    context.say(
        "All devices now show what "
            + conflict.loser().deviceLabel()
            + " holds for "
            + TimeFormat.local(conflict.timestamp())
            + ".");
    return ExitCode.DONE;
  }
}
