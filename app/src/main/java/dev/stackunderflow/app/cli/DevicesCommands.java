package dev.stackunderflow.app.cli;

import dev.stackunderflow.sync.RevokeResult;
import dev.stackunderflow.sync.Status;
import dev.stackunderflow.sync.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync devices} and what is below it. */
final class DevicesCommands {

  private DevicesCommands() {}

  @Command(
      name = "devices",
      description = "List the vault's devices, as far as they were seen from here.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices")
  static final class Devices implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    Devices(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      List<Status.Device> devices =
          context
              .sync()
              .status()
              .orElseThrow(
                  () ->
                      new SyncException.NotConfigured(
                          "Sync is not set up here. See: stackunderflow sync init --help"))
              .devices();
      if (json.isOn()) {
        JsonOut.print(context, devices.stream().map(StatusCommand::json).toList());
      } else {
        StatusCommand.devices(context.out(), devices, context.clock().instant());
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "revoke",
      description = {
        "Have all devices refuse what this one pushes from now on; what it pushed before stays.",
        "It does not take the key back from a device that has it: see the threat model."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices revoke ci")
  static final class Revoke implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "D", description = "The device's label, or the beginning of its id.")
    private String device = "";

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    Revoke(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      if (!yes
          && !context
              .terminal()
              .confirms("This can't be undone for that device id. Revoke " + device + "?")) {
        throw new SyncException.Usage(
            "Nothing was changed. On a terminal type yes when asked; in a script say --yes.");
      }
      RevokeResult result = context.sync().revoke(device);
      context.say(
          "Revoked "
              + result.label()
              + " ("
              + result.deviceId()
              + "). Its pushes up to number "
              + result.lastGeneration()
              + " stay; later ones are refused, by each device from its next pull on.");
      context.say("Take its bucket credentials away too.");
      return ExitCode.DONE;
    }
  }
}
