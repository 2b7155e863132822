package dev.stackunderflow.app.cli.command.device;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.ConfirmationOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync devices remove}. */
@Command(
    name = "remove",
    description = {
      "Remove another device, and everything it published, from the vault.",
      "Destructive: asks first. Its objects are deleted from the bucket, and its",
      "sessions disappear from the view of every device. To keep what it pushed and",
      "refuse only what it pushes later, use revoke."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync devices remove old-laptop")
public final class DevicesRemoveCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final ConfirmationOption confirmation = new ConfirmationOption();

  @Parameters(
      paramLabel = "D",
      description =
          "The device's label, or the beginning of its id; the whole id where none of its objects was accepted.")
  private String device = "";

  public DevicesRemoveCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    RemoveResult plan = context.sync().planRemoval(device);
    context.say(
        "THIS IS DESTRUCTIVE. It removes "
            + plan.label()
            + " ("
            + plan.deviceId()
            + ") from the vault: "
            + CountFormat.of(plan.objects(), "object")
            + ", "
            + SizeFormat.of(plan.bytes())
            + ", and the "
            + CountFormat.of(plan.events(), "event")
            + " that this machine has of it.");
    context.say("The device keeps its own data. To save a copy first: stackunderflow sync restore");
    confirmation.on(context).require("Remove it permanently?");
    RemoveResult removed = context.sync().remove(device);
    context.say("Removed " + removed.label() + ".");
    return ExitCode.DONE;
  }
}
