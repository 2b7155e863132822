package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.catalog.view.AffectedDevice;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.SyncException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "forget",
    description = {
      "Take a session, or a project's past, out of every device and the bucket.",
      "Destructive: says what goes, and asks. It is gone from this machine at once,",
      "from the bucket and the other devices as each of them syncs. The agents' own",
      "log files are left alone; what is in them is not taken in again. What is",
      "written later, in the same session too, is kept."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow sync forget --session 3f2a --dry-run",
      "  stackunderflow sync forget --project app --before 2026-01-01"
    })
public final class ForgetCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  private static final class What {
    @Option(
        names = "--session",
        paramLabel = "S",
        description = "A session, by its id or the beginning of it.")
    private @Nullable String session;

    @Option(
        names = "--project",
        paramLabel = "P",
        description = "A project, by its slug, short name or path.")
    private @Nullable String project;
  }

  @Option(
      names = "--before",
      paramLabel = "DATE",
      description = "Only what is earlier than this day or time (default: now).")
  private @Nullable String before;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  public ForgetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    Instant until = until();
    ForgetRequest request =
        what.session != null
            ? new ForgetRequest.OfSession(what.session, until)
            : new ForgetRequest.OfProject(String.valueOf(what.project), until);
    ForgetResult plan = context.sync().planForgetting(request);
    if (plan.events() == 0) {
      throw new SyncException.Usage(
          "Nothing of it is earlier than " + until + ". Nothing was changed.");
    }
    if (!json.isOn() || !dryRun) {
      say(plan);
    }
    if (!dryRun) {
      if (!yes && !context.terminal().confirms("Forget it for good, on all devices?")) {
        throw new SyncException.Usage(
            "Nothing was changed. On a terminal type yes when asked; in a script say --yes.");
      }
      forget(request);
    }
    if (json.isOn()) {
      print(plan);
    }
    return ExitCode.DONE;
  }

  private void forget(ForgetRequest request) throws SyncException {
    ForgetResult result;
    try (var bar = new ProgressBar(context, true)) {
      result = context.sync().forget(request, bar);
    }
    result.notices().forEach(context::say);
    context.say("Forgotten here" + (result.notices().isEmpty() ? " and in the bucket." : "."));
    result.devices().stream()
        .filter(device -> !device.deviceId().equals(result.thisDevice()))
        .forEach(
            device ->
                context.say(
                    device.label()
                        + " takes its part out of the bucket when it syncs next; if it never will:"
                        + " stackunderflow sync devices remove "
                        + device.label()));
  }

  private void say(ForgetResult plan) {
    context.say(
        (dryRun ? "Would go: " : "THIS IS DESTRUCTIVE. These go, on all devices: ")
            + HumanFormat.count(plan.events(), "event")
            + " of "
            + String.join(", ", plan.names()));
    var table = new Table("device", ">sessions", ">events", "from", "to");
    for (AffectedDevice device : plan.devices()) {
      table.row(
          device.label(),
          HumanFormat.count(device.sessions()),
          HumanFormat.count(device.events()),
          HumanFormat.time(device.first()),
          HumanFormat.time(device.last()));
    }
    table.print(dryRun ? context.out() : context.err(), "  ");
  }

  private void print(ForgetResult plan) {
    JsonOut.print(
        context,
        JsonOut.fields()
            .with("dry_run", dryRun)
            .with("names", plan.names())
            .with("events", plan.events())
            .with(
                "devices",
                plan.devices().stream()
                    .map(
                        device ->
                            JsonOut.fields()
                                .device(device.deviceId(), device.label())
                                .with("sessions", device.sessions())
                                .with("events", device.events())
                                .with("first", device.first())
                                .with("last", device.last())
                                .map())
                    .toList())
            .map());
  }

  private Instant until() throws SyncException {
    if (before == null) {
      return context.clock().instant();
    }
    try {
      return before.length() == 10
          ? LocalDate.parse(before).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : Instant.parse(before);
    } catch (DateTimeException e) {
      throw new SyncException.Usage(
          "--before takes a day or a time, such as 2026-01-01 or 2026-01-01T12:00:00Z, not "
              + before
              + ". Nothing was changed.");
    }
  }
}
