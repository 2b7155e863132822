package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync push}, {@code pull} and {@code now}. */
public final class SyncCommands {

  private SyncCommands() {}

  @Command(
      name = "sync",
      description = "Meet your other machines in a bucket of yours, encrypted on this machine.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync now")
  public static final class Sync extends CommandGroup {}

  @Command(
      name = "push",
      description = "Send what the vault lacks. Nothing new: no request is made.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow ingest && stackunderflow sync push")
  public static final class Push implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Push(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      PushResult result = push(context);
      if (json.isOn()) {
        JsonOut.print(context, json(result));
      } else {
        context.out().println(words(result));
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "pull",
      description = "Take what the other devices sent.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync pull && stackunderflow report")
  public static final class Pull implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Pull(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      PullResult result = pull(context);
      if (json.isOn()) {
        JsonOut.print(context, json(result));
      } else {
        context.out().println(words(result));
      }
      return exitCode(context, result);
    }
  }

  @Command(
      name = "now",
      description = "Pull, then push.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow ingest && stackunderflow sync now")
  public static final class Now implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Now(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      PullResult pulled;
      try {
        pulled = pull(context);
      } catch (SyncException.Unreachable e) {
        push(context); // queues what is new; it fails with words about the queue
        throw e;
      }
      PushResult pushed = push(context);
      if (json.isOn()) {
        JsonOut.print(
            context, JsonOut.fields().with("pull", json(pulled)).with("push", json(pushed)).map());
      } else {
        context.out().println(words(pulled));
        context.out().println(words(pushed));
      }
      return exitCode(context, pulled);
    }
  }

  private static PushResult push(Context context) throws SyncException {
    try (var bar = new ProgressBar(context, true)) {
      PushResult result = context.sync().push(bar);
      result.notices().forEach(context::say);
      return result;
    }
  }

  private static PullResult pull(Context context) throws SyncException {
    PullResult result;
    try (var bar = new ProgressBar(context, true)) {
      result = context.sync().pull(bar);
    }
    result.notices().forEach(context::say);
    if (result.forgotten() > 0) {
      context.say(
          HumanFormat.count(result.forgotten(), "event")
              + " went, as another of your devices said to forget them.");
    }
    return result;
  }

  static Object json(PushResult result) {
    return JsonOut.fields()
        .with("events", result.events())
        .with("segments", result.segments())
        .with("bytes", result.bytes())
        .with("generation", result.generation())
        .with("requests", result.requests())
        .with("notices", result.notices())
        .map();
  }

  static Object json(PullResult result) {
    return JsonOut.fields()
        .with("devices", result.devices())
        .with("events", result.events())
        .with("bytes", result.bytes())
        .with("conflicts", result.conflicts())
        .with("forgotten", result.forgotten())
        .with("requests", result.requests())
        .with("notices", result.notices())
        .with(
            "problems",
            result.quarantined().stream()
                .map(
                    q ->
                        JsonOut.fields()
                            .with("device_id", q.deviceId())
                            .with("label", q.label())
                            .with("reason", q.reason())
                            .map())
                .toList())
        .map();
  }

  private static String words(PushResult result) {
    if (result.requests() == 0) {
      return "Pushed nothing: the vault has everything.";
    }
    if (result.segments() == 0) {
      return "Nothing new to send; told the vault that this device is here ("
          + HumanFormat.count(result.requests(), "request")
          + ").";
    }
    return "Pushed "
        + HumanFormat.count(result.events(), "event")
        + " in "
        + HumanFormat.count(result.segments(), "segment")
        + ", "
        + HumanFormat.bytes(result.bytes())
        + ", "
        + HumanFormat.count(result.requests(), "request")
        + ".";
  }

  private static String words(PullResult result) {
    String conflicts =
        result.conflicts() == 0
            ? ""
            : " "
                + HumanFormat.count(result.conflicts(), "conflict")
                + " resolved, the last write is shown: stackunderflow sync conflicts";
    return "Pulled "
        + HumanFormat.count(result.events(), "event")
        + " of "
        + HumanFormat.count(result.devices(), "other device")
        + ", "
        + HumanFormat.bytes(result.bytes())
        + ", "
        + HumanFormat.count(result.requests(), "request")
        + "."
        + conflicts;
  }

  private static int exitCode(Context context, PullResult result) {
    result.quarantined().forEach(q -> context.say("Device " + q.label() + ": " + q.reason()));
    if (result.quarantined().stream().anyMatch(PullResult.Quarantine::tampered)) {
      return ExitCode.TAMPERED;
    }
    return result.quarantined().isEmpty() ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }
}
