package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.auto.Daemon;
import dev.stackunderflow.app.auto.StopSignal;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.AutoText;
import dev.stackunderflow.app.cli.terminal.Confirmation;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.AutoJson;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync auto}. */
@Command(
    name = "auto",
    description = {
      "Turn continuous sync on or off, or show what it is doing.",
      "Imports and pushes logs as they are written, and pulls from the other devices",
      "at an interval. Once enabled, it runs in `stackunderflow start`, with",
      "--foreground, or as a user service. A running process picks up changed",
      "settings within seconds."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow sync auto --enable --install",
      "  stackunderflow sync auto --enable --interval 60s && stackunderflow start",
      "  stackunderflow sync auto"
    })
public final class AutoCommand implements Callable<Integer> {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh]?)");

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  static final class Switch {
    @Option(names = "--enable", description = "Turn it on.")
    boolean enable;

    @Option(names = "--disable", description = "Turn it off.")
    boolean disable;
  }

  static final class What {
    @Option(
        names = "--foreground",
        description = "Run it in this terminal, without the API, until Ctrl-C.")
    boolean foreground;

    @Option(
        names = "--install",
        description =
            "Install it as a user service (systemd, launchd, Windows task) that runs while you are"
                + " logged in. Prints the service first, and asks.")
    boolean install;

    @Option(names = "--uninstall", description = "Uninstall the service. Asks first.")
    boolean uninstall;
  }

  @ArgGroup private final Switch turn = new Switch();
  @ArgGroup private final What what = new What();

  @Option(
      names = "--interval",
      paramLabel = "T",
      description =
          "How often to check for changes: 60s, 5m, 1h (default: 60s). Less often on battery or when idle.")
  private @Nullable String interval;

  @Option(
      names = "--max-requests-per-day",
      paramLabel = "N",
      description =
          "Slow down to stay below this number of bucket requests a day (UTC); 0: no limit."
              + " New events are still pushed at least once an hour.")
  private @Nullable Long maxRequests;

  @Option(
      names = "--yes",
      description = "With --install or --uninstall: do not ask for confirmation.")
  private boolean yes;

  public AutoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, UsageException {
    if (what.uninstall) {
      new ServiceInstaller(context, new Confirmation(context, yes)).uninstall();
      return ExitCode.DONE;
    }
    if (!context.sync().isConfigured()) {
      throw new SyncException.NotConfigured(
          "Sync is not set up here; nothing leaves this machine. To set it up: stackunderflow sync"
              + " init");
    }
    if (what.install) {
      var confirmation = new Confirmation(context, yes);
      new ServiceInstaller(context, confirmation).install(turn.enable);
      change(); // only once it was confirmed; the service notices it within seconds
      return ExitCode.DONE;
    }
    change();
    if (what.foreground) {
      return foreground();
    }
    AutoView view = AutoView.read(context.home());
    if (json.isOn()) {
      context.print(AutoJson.of(view));
    } else {
      context.tell("Continuous sync is " + AutoText.of(view, context.clock().instant()));
    }
    return ExitCode.DONE;
  }

  private void change() throws IOException, UsageException {
    boolean isChange = turn.enable || turn.disable || interval != null || maxRequests != null;
    if (!isChange) {
      return;
    }
    AutoSettings settings = before();
    if (turn.enable || turn.disable) {
      settings = settings.withEnabled(turn.enable);
    }
    if (interval != null) {
      settings = settings.withInterval(duration(interval));
    }
    if (maxRequests != null) {
      settings = settings.withMaxRequestsPerDay(Math.max(0, maxRequests));
    }
    settings.write(context.home());
  }

  private AutoSettings before() throws IOException {
    try {
      return AutoSettings.read(context.home());
    } catch (IOException e) {
      if (turn.enable) {
        return AutoSettings.DEFAULT; // replaces a file that cannot be read
      }
      throw e;
    }
  }

  private static Duration duration(String text) throws UsageException {
    Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long n = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofSeconds(n);
          };
      if (duration.compareTo(AutoSettings.SHORTEST) >= 0
          && duration.compareTo(AutoSettings.LONGEST) <= 0) {
        return duration;
      }
    }
    throw new UsageException(
        "--interval must be from 1s to 24h, such as 60s or 5m. Nothing was changed.");
  }

  private int foreground() throws IOException {
    AutoView.read(context.home())
        .running()
        .ifPresent(
            other ->
                context.say(
                    "Process "
                        + other.pid()
                        + " already syncs this home; this process takes over when it ends."));
    try (var stop = new StopSignal();
        var daemon =
            Daemon.of(
                context.home(),
                context.env(),
                context.clock(),
                context.sync(),
                new StateMessages(context))) {
      daemon.start();
      stop.await();
    }
    return ExitCode.DONE;
  }
}
