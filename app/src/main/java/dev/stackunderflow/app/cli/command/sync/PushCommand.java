package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.SyncResultJson;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync push}. */
@Command(
    name = "push",
    description = "Upload what the vault does not have. With nothing new, makes no request.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow ingest && stackunderflow sync push")
public final class PushCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public PushCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, SQLException {
    var run = new SyncRun(context);
    PushResult result = run.push();
    if (json.isOn()) {
      context.print(SyncResultJson.of(result));
    } else {
      context.tell(SyncRun.describe(result));
    }
    run.sayIfNothingWasImported(result);
    return ExitCode.DONE;
  }
}
