package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Say what is synced and what waits. Asks nothing of the bucket.",
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
      JsonOut.print(context, json(status, auto));
    } else if (status.isPresent()) {
      print(status.get(), auto);
    } else {
      context.say(
          "Sync is not set up here; nothing leaves this machine. To set it up:"
              + " stackunderflow sync init --help");
    }
    return ExitCode.DONE;
  }

  /** The document that the API's status is, too. */
  static Map<String, @Nullable Object> json(Optional<Status> status, AutoView auto) {
    return status.isPresent()
        ? json(status.get()).with("auto", auto.json()).map()
        : JsonOut.fields().with("configured", false).map();
  }

  private static JsonOut.Fields json(Status s) {
    return JsonOut.fields()
        .with("configured", true)
        .with("device_id", s.deviceId())
        .with("label", s.label())
        .with("role", s.role())
        .with("bucket_url", s.bucketUrl())
        .with("key_fingerprint", s.keyFingerprint())
        .with("key_source", s.keySource())
        .with("key_available", s.keyAvailable())
        .with("key_backed_up_at", s.keyBackedUpAt())
        .with("generation", s.generation())
        .with("last_sync_ts", s.lastSyncTs())
        .with("last_sync_event_id", s.lastSyncEventId())
        .with("remote_event_id", s.remoteEventId())
        .with("conflict_count", s.conflictCount())
        .with("pending_events", s.pendingEvents())
        .with(
            "retry",
            JsonOut.fields()
                .with("queued", s.retry().queued())
                .with("attempts", s.retry().attempts())
                .with("next_attempt_at", s.retry().nextAttemptAt())
                .with("last_error", s.retry().lastError())
                .map())
        .with("requests_today", s.requestsToday())
        .with("requests_30_days", s.requestsOf30Days())
        .with("request_cost", json(s.requestCost()))
        .with("devices", s.devices().stream().map(StatusCommand::json).toList());
  }

  private static @Nullable Object json(Status.@Nullable Cost cost) {
    return cost == null
        ? null
        : JsonOut.fields()
            .with("usd_per_month", Math.round(cost.usdPerMonth() * 100) / 100.0)
            .with("provider", cost.provider())
            .with("source", cost.source())
            .map();
  }

  static Object json(Status.Device d) {
    return JsonOut.fields()
        .with("device_id", d.deviceId())
        .with("label", d.label())
        .with("this_device", d.thisDevice())
        .with("events", d.events())
        .with("generation", d.generation())
        .with("merged_generation", d.mergedGeneration())
        .with("last_seen", d.lastSeen())
        .with("problem", d.problem())
        .map();
  }

  private void print(Status s, AutoView auto) {
    PrintStream out = context.out();
    Instant now = context.clock().instant();
    field(out, "device", s.label() + " (" + s.deviceId() + ")");
    field(out, "bucket", s.bucketUrl());
    field(out, "key", s.keyFingerprint());
    if (s.role().equals("write-only")) {
      field(out, "role", "write-only: adds to the vault, reads nothing of it");
    } else {
      field(out, "key is in", s.keySource() + (s.keyAvailable() ? "" : "  NOT THERE NOW"));
      field(
          out,
          "key backup",
          s.keyBackedUpAt() == null
              ? "never from here: stackunderflow sync key backup --to FILE"
              : HumanFormat.ago(s.keyBackedUpAt(), now));
    }
    field(out, "last sync", HumanFormat.ago(s.lastSyncTs(), now));
    field(out, "to be sent", HumanFormat.count(s.pendingEvents(), "event"));
    field(out, "conflicts", HumanFormat.count(s.conflictCount()));
    String byKind =
        s.requestsOf30Days().entrySet().stream()
            .map(kind -> HumanFormat.count(kind.getValue()) + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    field(
        out,
        "requests",
        HumanFormat.count(s.requestsToday())
            + " today; in 30 days: "
            + (byKind.isEmpty() ? "0" : byKind));
    Status.Cost cost = s.requestCost();
    field(
        out,
        "cost",
        cost == null
            ? "no price known for this bucket's requests"
            : "about $%.2f a month for this device's requests, at %s's list prices"
                .formatted(cost.usdPerMonth(), cost.provider()));
    if (s.retry().attempts() > 0) {
      field(
          out,
          "queue",
          HumanFormat.count(s.retry().queued(), "segment")
              + " waiting after "
              + HumanFormat.count(s.retry().attempts(), "failed attempt"));
      field(out, "last error", HumanFormat.line(s.retry().lastError(), 200));
    }
    field(out, "continuous", auto.words(now));
    out.println();
    devices(out, s.devices(), now);
  }

  private static void field(PrintStream out, String name, String value) {
    out.println(name + " ".repeat(Math.max(1, 12 - name.length())) + value);
  }

  static void devices(PrintStream out, List<Status.Device> devices, Instant now) {
    var table = new Table("DEVICE", ">EVENTS", ">PUSHES", "LAST SEEN", "");
    for (Status.Device d : devices) {
      table.row(
          d.label(),
          HumanFormat.count(d.events()),
          HumanFormat.count(d.generation()),
          HumanFormat.ago(d.lastSeen(), now),
          d.thisDevice() ? "this device" : d.problem() == null ? "" : d.problem());
    }
    table.print(out, "");
  }
}
