package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.AutoText;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.StatusJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync status}. */
@Command(
    name = "status",
    description = "Show what is synced and what is pending. Makes no requests.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync status --json")
public final class StatusCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public StatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException {
    Optional<Status> status = context.sync().status();
    AutoView auto = AutoView.read(context.home());
    if (json.isOn()) {
      context.print(StatusJson.of(status, auto));
    } else if (status.isPresent()) {
      print(status.get(), auto);
    } else {
      context.say(
          "Sync is not set up here; nothing leaves this machine. To set it up:"
              + " stackunderflow sync init");
    }
    return ExitCode.DONE;
  }

  private void print(Status s, AutoView auto) {
    var lines = new StringBuilder();
    Instant now = context.clock().instant();
    field(lines, "device", s.label() + " (" + s.deviceId() + ")");
    field(lines, "bucket", s.bucketUrl());
    field(lines, "key", s.keyFingerprint());
    if (s.role().equals("write-only")) {
      field(lines, "role", "write-only: adds to the vault and cannot read it");
    } else {
      field(lines, "key is in", s.keySource() + (s.keyAvailable() ? "" : "  NOT AVAILABLE NOW"));
      field(
          lines,
          "key backup",
          s.keyBackedUpAt() == null
              ? "never on this device: stackunderflow sync key backup --to FILE"
              : TimeFormat.ago(s.keyBackedUpAt(), now));
    }
    field(lines, "last sync", TimeFormat.ago(s.lastSyncTs(), now));
    field(lines, "pending", CountFormat.of(s.pendingEvents(), "event"));
    field(lines, "conflicts", CountFormat.of(s.conflictCount()));
    String byKind =
        s.requestsOf30Days().entrySet().stream()
            .map(kind -> CountFormat.of(kind.getValue()) + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    field(
        lines,
        "requests",
        CountFormat.of(s.requestsToday())
            + " today; in 30 days: "
            + (byKind.isEmpty() ? "0" : byKind));
    Status.Cost cost = s.requestCost();
    field(
        lines,
        "cost",
        cost == null
            ? "no price known for requests to this bucket"
            : "about $%.2f a month for this device's requests, at the list prices of %s"
                .formatted(cost.usdPerMonth(), cost.provider()));
    if (s.retry().attempts() > 0) {
      field(
          lines,
          "queue",
          CountFormat.of(s.retry().queued(), "segment")
              + " waiting after "
              + CountFormat.of(s.retry().attempts(), "failed attempt"));
      field(lines, "last error", TerminalText.oneLine(s.retry().lastError(), 200));
    }
    field(lines, "continuous", AutoText.of(auto, now));
    context.tell(lines.toString());
    devices(s.devices(), now);
  }

  private static void field(StringBuilder lines, String name, String value) {
    lines.append(name).append(" ".repeat(12 - name.length())).append(value).append('\n');
  }

  private void devices(List<Status.Device> devices, Instant now) {
    var table = new Table("DEVICE", ">EVENTS", ">PUSHES", "LAST SEEN", "");
    for (Status.Device d : devices) {
      table.row(
          d.label(),
          CountFormat.of(d.events()),
          CountFormat.of(d.generation()),
          TimeFormat.ago(d.lastSeen(), now),
          d.thisDevice() ? "this device" : d.problem() == null ? "" : d.problem());
    }
    ViewTables.fit(context, table);
  }
}
