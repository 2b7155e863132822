package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.PruneJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync prune}. */
@Command(
    name = "prune",
    description = {
      "Delete old segments of this device that were replaced.",
      "Pushes compact small segments into larger ones. The small ones are kept for a",
      "while, so that `sync restore --at` can go back in time. This deletes segments",
      "replaced more than N days ago that every active device has merged, and uploads",
      "that no head names. Nothing that any device can see is lost."
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

  @Option(names = "--dry-run", description = "Only print what would be deleted.")
  private boolean dryRun;

  public PruneCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    if (keepDays < 0) {
      throw new UsageException("--keep-days must be 0 or more. Nothing was deleted.");
    }
    PruneResult result = context.sync().prune(keepDays, dryRun);
    if (json.isOn()) {
      context.print(PruneJson.of(result));
    } else {
      say(result);
    }
    return ExitCode.DONE;
  }

  private void say(PruneResult r) {
    Instant now = context.clock().instant();
    var table = new Table("DEVICE", ">MERGED TO PUSH", "LAST SEEN", "");
    for (PruneResult.Device d : r.devices()) {
      table.row(
          d.label(),
          CountFormat.of(d.mergedGeneration()),
          TimeFormat.ago(d.lastSeen(), now),
          d.holdsUp() > 0
              ? "has not merged " + CountFormat.of(d.holdsUp(), "segment")
              : d.isWaitedFor() ? "" : "inactive, not waited for");
    }
    if (!r.devices().isEmpty()) {
      ViewTables.fit(context, table);
      context.out().println();
    }
    context
        .out()
        .println(
            (r.dryRun() ? "Would delete " : "Deleted ")
                + CountFormat.of(r.deletedSegments(), "replaced segment")
                + " ("
                + SizeFormat.of(r.deletedBytes())
                + ") and "
                + CountFormat.of(r.deletedOrphans(), "unused upload")
                + ".");
    context
        .out()
        .println(
            "Kept: "
                + CountFormat.of(r.tooYoung())
                + " replaced less than "
                + CountFormat.of(keepDays, "day")
                + " ago, "
                + CountFormat.of(r.heldUp())
                + " that an active device has not merged, "
                + CountFormat.of(r.waitingOrphans(), "upload")
                + " younger than a day.");
    r.notices().forEach(context::say);
  }
}
