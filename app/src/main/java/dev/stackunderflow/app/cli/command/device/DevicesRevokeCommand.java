package dev.stackunderflow.app.cli.command.device;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.ConfirmationOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync devices revoke}. */
@Command(
    name = "revoke",
    description = {
      "Make all devices refuse what this device pushes from now on.",
      "What it pushed before stays. A device that has the key keeps it: see",
      "docs/threat-model.md."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync devices revoke ci")
public final class DevicesRevokeCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final ConfirmationOption confirmation = new ConfirmationOption();

  @Parameters(paramLabel = "D", description = "The device's label, or the beginning of its id.")
  private String device = "";

  public DevicesRevokeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    confirmation
        .on(context)
        .require("This cannot be undone for that device id. Revoke " + device + "?");
    RevokeResult result = context.sync().revoke(device);
    context.say(
        "Revoked "
            + result.label()
            + " ("
            + result.deviceId()
            + "). Its pushes up to number "
            + result.lastGeneration()
            + " stay; each device refuses later ones from its next pull.");
    context.say("Also revoke its bucket credentials with your provider.");
    return ExitCode.DONE;
  }
}
