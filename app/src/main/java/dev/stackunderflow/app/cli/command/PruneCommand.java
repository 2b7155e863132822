package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description = {
      "Delete from the bucket what this device replaced long ago.",
      "Pushing makes many small segments one; the small ones are kept for a while, so",
      "that `sync restore --at` reaches back. Goes: what was replaced that long ago",
      "and every device in use has merged past, and uploads that no push ever named.",
      "Nothing that any device can see is lost."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync prune --dry-run")
public final class PruneCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "30",
      description = "Keep what was replaced in the last N days (default: ${DEFAULT-VALUE}).")
  private int keepDays;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  public PruneCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    if (keepDays < 0) {
      throw new SyncException.Usage("--keep-days takes a number from 0 on. Nothing was deleted.");
    }
    PruneResult result = context.sync().prune(keepDays, dryRun);
    if (json.isOn()) {
      print(result);
    } else {
      say(result);
    }
    return ExitCode.DONE;
  }

  private void print(PruneResult r) {
    JsonOut.print(
        context,
        JsonOut.fields()
            .with("dry_run", r.dryRun())
            .with("deleted_segments", r.deletedSegments())
            .with("deleted_bytes", r.deletedBytes())
            .with("too_young", r.tooYoung())
            .with("held_up", r.heldUp())
            .with("deleted_orphans", r.deletedOrphans())
            .with("waiting_orphans", r.waitingOrphans())
            .with(
                "devices",
                r.devices().stream()
                    .map(
                        d ->
                            JsonOut.fields()
                                .device(d.deviceId(), d.label())
                                .with("merged_generation", d.mergedGeneration())
                                .with("last_seen", d.lastSeen())
                                .with("waited_for", d.isWaitedFor())
                                .with("holds_up", d.holdsUp())
                                .map())
                    .toList())
            .with("notices", r.notices())
            .map());
  }

  private void say(PruneResult r) {
    Instant now = context.clock().instant();
    var table = new Table("DEVICE", ">MERGED UP TO PUSH", "LAST SEEN", "");
    for (PruneResult.Device d : r.devices()) {
      table.row(
          d.label(),
          HumanFormat.count(d.mergedGeneration()),
          HumanFormat.ago(d.lastSeen(), now),
          d.holdsUp() > 0
              ? "holds up " + HumanFormat.count(d.holdsUp(), "segment")
              : d.isWaitedFor() ? "" : "not waited for");
    }
    if (!r.devices().isEmpty()) {
      table.print(context.out(), "");
      context.out().println();
    }
    context
        .out()
        .println(
            (r.dryRun() ? "Would delete " : "Deleted ")
                + HumanFormat.count(r.deletedSegments(), "replaced segment")
                + " ("
                + HumanFormat.bytes(r.deletedBytes())
                + ") and "
                + HumanFormat.count(r.deletedOrphans(), "left-over upload")
                + ".");
    context
        .out()
        .println(
            "Kept: "
                + HumanFormat.count(r.tooYoung())
                + " replaced less than "
                + HumanFormat.count(keepDays, "day")
                + " ago, "
                + HumanFormat.count(r.heldUp())
                + " that a device has not merged past, "
                + HumanFormat.count(r.waitingOrphans(), "upload")
                + " younger than a day.");
    r.notices().forEach(context::say);
  }
}
