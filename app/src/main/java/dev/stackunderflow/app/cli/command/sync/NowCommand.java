package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.SyncResultJson;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync now}. */
@Command(
    name = "now",
    description = "Pull, then push.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow ingest && stackunderflow sync now")
public final class NowCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public NowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, SQLException {
    var run = new SyncRun(context);
    PullResult pulled;
    try {
      pulled = run.pull();
    } catch (SyncException.Unreachable e) {
      run.push(); // queues what is new; fails with a message about the queue
      throw e;
    }
    PushResult pushed = run.push();
    if (json.isOn()) {
      context.print(SyncResultJson.of(pulled, pushed));
    } else {
      context.tell(SyncRun.describe(pulled));
      context.tell(SyncRun.describe(pushed));
    }
    run.sayIfNothingWasImported(pushed);
    return run.exitCode(pulled);
  }
}
