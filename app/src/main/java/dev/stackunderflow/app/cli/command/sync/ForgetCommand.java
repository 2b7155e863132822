package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.ConfirmationOption;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.SlugValue;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.json.ForgetJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.view.AffectedDevice;
import dev.stackunderflow.core.time.DateTimeParser;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync forget}. */
@Command(
    name = "forget",
    description = {
      "Delete a session, or a project's history, from all devices and the bucket.",
      "Destructive: lists what will be deleted, and asks. This device deletes it at",
      "once; the other devices, and their objects in the bucket, follow as each of",
      "them syncs. The agents' own log files are not changed, and what they contain is",
      "not imported again. Later events are kept, also those of the same session."
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
  @Mixin private final ConfirmationOption confirmation = new ConfirmationOption();

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
        preprocessor = SlugValue.class,
        paramLabel = "P",
        description = "A project, by its slug, short name or path.")
    private @Nullable String project;
  }

  @Option(
      names = "--before",
      paramLabel = "DATE",
      description = "Only what is earlier: 2026-01-01, yesterday, 7d, or a time (default: now).")
  private @Nullable String before;

  @Option(names = "--dry-run", description = "Only print what would be deleted.")
  private boolean dryRun;

  public ForgetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, UsageException {
    Instant until =
        before == null
            ? context.clock().instant()
            : new DateTimeParser(ZoneId.systemDefault(), context.clock()).since(before);
    if (until.isAfter(context.clock().instant())) {
      throw new UsageException(
          "--before "
              + before
              + " is in the future: only events that exist now can be deleted. Nothing was changed."
              + " Leave --before out to delete everything up to now.");
    }
    ForgetRequest request =
        what.session != null
            ? new ForgetRequest.OfSession(what.session, until)
            : new ForgetRequest.OfProject(String.valueOf(what.project), until);
    ForgetResult plan = context.sync().planForgetting(request);
    if (plan.events() == 0) {
      throw new UsageException("It has no events before " + until + ". Nothing was changed.");
    }
    if (!json.isOn() || !dryRun) {
      say(plan);
    }
    if (!dryRun) {
      confirmation.on(context).require("Delete it permanently, on all devices?");
      forget(request);
    }
    if (json.isOn()) {
      context.print(ForgetJson.of(plan, dryRun));
    }
    return ExitCode.DONE;
  }

  private void forget(ForgetRequest request) throws SyncException {
    ForgetResult result;
    try (var bar = context.progress(ProgressBar.Unit.BYTES)) {
      result = context.sync().forget(request, bar);
    }
    result.notices().forEach(context::say);
    context.say("Deleted here" + (result.notices().isEmpty() ? " and in the bucket." : "."));
    result.devices().stream()
        .filter(device -> !device.deviceId().equals(result.thisDevice()))
        .forEach(
            device ->
                context.say(
                    device.label()
                        + " deletes its part from the bucket at its next sync. If it will never sync again:"
                        + " stackunderflow sync devices remove "
                        + device.label()));
  }

  private void say(ForgetResult plan) {
    context.say(
        (dryRun ? "Would delete " : "THIS IS DESTRUCTIVE. It deletes, on all devices, ")
            + CountFormat.of(plan.events(), "event")
            + " of "
            + String.join(", ", plan.names()));
    var table = new Table("DEVICE", ">SESSIONS", ">EVENTS", "FROM", "TO");
    for (AffectedDevice device : plan.devices()) {
      table.row(
          device.label(),
          CountFormat.of(device.sessions()),
          CountFormat.of(device.events()),
          TimeFormat.local(device.first()),
          TimeFormat.local(device.last()));
    }
    table.print(dryRun ? context.out() : context.err(), "  ");
  }
}
