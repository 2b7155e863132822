package dev.stackunderflow.app.cli.command.device;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.DeviceJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync devices}. */
@Command(
    name = "devices",
    description = "List the vault's devices, what they hold, and what they have merged.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync devices")
public final class DevicesCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("DEVICE").cutTo(10),
          Column.text("ID").leftOut(4),
          Column.number("EVENTS").leftOut(2),
          Column.number("SIZE").leftOut(3),
          Column.text("LAST SEEN"),
          Column.text("PUSHES NOT MERGED YET").leftOut(1).cutTo(21),
          Column.text("").cutTo(12));

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final TableOptions view = new TableOptions();

  public DevicesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    view.check(json, COLUMNS);
    List<DeviceInfo> devices = context.sync().devices();
    if (json.isOn()) {
      context.print(devices.stream().map(DeviceJson::of).toList());
    } else {
      print(devices);
    }
    return ExitCode.DONE;
  }

  private void print(List<DeviceInfo> devices) throws UsageException {
    Instant now = context.clock().instant();
    var table = new Table(COLUMNS);
    for (DeviceInfo d : devices) {
      table.row(
          List.of(
              d.label(),
              d.deviceId(),
              d.events(),
              d.bytes(),
              d.lastSeen() == null ? "" : d.lastSeen(),
              d.behind().values().stream().mapToLong(Long::longValue).sum(),
              ""),
          d.label(),
          d.deviceId().substring(0, 8),
          CountFormat.of(d.events()),
          SizeFormat.of(d.bytes()),
          TimeFormat.ago(d.lastSeen(), now),
          behind(d),
          d.thisDevice() ? "this device" : d.problem() == null ? "" : d.problem());
    }
    view.apply(table, null);
    ViewTables.fit(context, table);
  }

  private static String behind(DeviceInfo d) {
    if (d.role().equals("write-only")) {
      return "write-only";
    }
    String behind =
        d.behind().entrySet().stream()
            .filter(other -> other.getValue() > 0)
            .map(other -> CountFormat.of(other.getValue()) + " of " + other.getKey())
            .collect(Collectors.joining(", "));
    return behind.isEmpty() ? "-" : behind;
  }
}
