package dev.stackunderflow.app.cli.command.device;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sync devices rename}. */
@Command(
    name = "rename",
    description = "Rename this device. The others see the new name from their next pull.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync devices rename desk")
public final class DevicesRenameCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "LABEL", description = "This device's new name.")
  private String label = "";

  public DevicesRenameCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    context.say("This device is now called " + context.sync().rename(label) + ".");
    return ExitCode.DONE;
  }
}
