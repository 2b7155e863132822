package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync devices} and what is below it. */
public final class DevicesCommands {

  private DevicesCommands() {}

  @Command(
      name = "devices",
      description = "List the vault's devices, what they hold, and what they have merged.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices")
  public static final class Devices implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Devices(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      List<DeviceInfo> devices = context.sync().devices();
      if (json.isOn()) {
        JsonOut.print(context, devices.stream().map(Devices::json).toList());
      } else {
        print(devices);
      }
      return ExitCode.DONE;
    }

    static Object json(DeviceInfo d) {
      return JsonOut.fields()
          .with("device_id", d.deviceId())
          .with("label", d.label())
          .with("this_device", d.thisDevice())
          .with("role", d.role())
          .with("os", d.os())
          .with("program", d.program())
          .with("generation", d.generation())
          .with("events", d.events())
          .with("segments", d.segments())
          .with("bytes", d.bytes())
          .with("last_seen", d.lastSeen())
          .with("behind", d.behind())
          .with("problem", d.problem())
          .map();
    }

    private void print(List<DeviceInfo> devices) {
      Instant now = context.clock().instant();
      var table =
          new Table("DEVICE", "ID", ">EVENTS", ">SIZE", "LAST SEEN", "HAS NOT MERGED YET", "");
      for (DeviceInfo d : devices) {
        table.row(
            d.label(),
            d.deviceId().substring(0, 8),
            HumanFormat.count(d.events()),
            HumanFormat.bytes(d.bytes()),
            HumanFormat.ago(d.lastSeen(), now),
            behind(d),
            d.thisDevice() ? "this device" : d.problem() == null ? "" : d.problem());
      }
      table.print(context.out(), "");
    }

    private static String behind(DeviceInfo d) {
      if (d.role().equals("write-only")) {
        return "only adds";
      }
      String behind =
          d.behind().entrySet().stream()
              .filter(other -> other.getValue() > 0)
              .map(other -> HumanFormat.count(other.getValue()) + " of " + other.getKey())
              .collect(Collectors.joining(", "));
      return behind.isEmpty() ? "-" : behind;
    }
  }

  @Command(
      name = "rename",
      description = "Give this device another name; the others see it from their next pull on.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices rename desk")
  public static final class Rename implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "LABEL", description = "This device's new name.")
    private String label = "";

    public Rename(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      context.say("This device is called " + context.sync().rename(label) + " now.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "remove",
      description = {
        "Take another device, and all that it published, out of the vault.",
        "Destructive: asks first. Its objects are deleted, and every device takes its",
        "sessions out of the view. To keep what it pushed and refuse only what comes,",
        "use revoke."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices remove old-laptop")
  public static final class Remove implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "D", description = "The device's label, or the beginning of its id.")
    private String device = "";

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    public Remove(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      RemoveResult plan = context.sync().planRemoval(device);
      context.say(
          "THIS IS DESTRUCTIVE. It takes "
              + plan.label()
              + " ("
              + plan.deviceId()
              + ") out of the vault: "
              + HumanFormat.count(plan.objects(), "object")
              + ", "
              + HumanFormat.bytes(plan.bytes())
              + ", and "
              + HumanFormat.count(plan.events(), "event")
              + " that this machine has of it.");
      context.say(
          "What the device itself has stays on it. To keep a copy first: stackunderflow sync restore");
      if (!yes && !context.terminal().confirms("Remove it for good?")) {
        throw new SyncException.Usage(
            "Nothing was changed. On a terminal type yes when asked; in a script say --yes.");
      }
      RemoveResult removed = context.sync().remove(device);
      context.say("Removed " + removed.label() + ".");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "revoke",
      description = {
        "Have all devices refuse what this one pushes from now on.",
        "What it pushed before stays. It does not take the key back from a device that",
        "has it: see the threat model."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync devices revoke ci")
  public static final class Revoke implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "D", description = "The device's label, or the beginning of its id.")
    private String device = "";

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    public Revoke(Context context) {
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
