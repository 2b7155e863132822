package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.RestoreJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.time.DateTimeParser;
import dev.stackunderflow.core.time.InvalidDateException;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync restore}. */
@Command(
    name = "restore",
    description = {
      "Restore a device's sessions from the vault into a new store file.",
      "The file opens in sqlite3, and in this program as its store.db. A past state",
      "can be restored until the segments that it needs are pruned."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync restore --device laptop --at 2026-11-01 --to laptop.db")
public final class RestoreCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--device",
      paramLabel = "D",
      required = true,
      description = "The device's label, or the beginning of its id; this one or another.")
  private String device = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "The state at the end of a day (2026-11-01, yesterday) or at a time (default: now).")
  private @Nullable String at;

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "A new file.")
  private Path file = Path.of("");

  public RestoreCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, InvalidDateException {
    var times = new DateTimeParser(ZoneId.systemDefault(), context.clock());
    Instant moment = at == null ? null : times.until(at);
    RestoreResult result;
    try (var bar = context.progress(ProgressBar.Unit.BYTES)) {
      result = context.sync().restore(device, moment, file, bar);
    }
    if (json.isOn()) {
      context.print(RestoreJson.of(result, file.toString()));
    } else {
      context.say(
          "Wrote "
              + CountFormat.of(result.events(), "event")
              + " of "
              + CountFormat.of(result.sessions(), "session")
              + " of "
              + result.label()
              + ", pushed up to "
              + TimeFormat.local(result.pushedAt())
              + ", to "
              + file
              + ".");
    }
    return ExitCode.DONE;
  }
}
