package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.SyncResultJson;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync pull}. */
@Command(
    name = "pull",
    description = "Import what the other devices pushed.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync pull && stackunderflow report")
public final class PullCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public PullCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    var run = new SyncRun(context);
    PullResult result = run.pull();
    if (json.isOn()) {
      context.print(SyncResultJson.of(result));
    } else {
      context.tell(SyncRun.describe(result));
    }
    return run.exitCode(result);
  }
}
