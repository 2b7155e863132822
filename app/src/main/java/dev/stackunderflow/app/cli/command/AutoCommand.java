package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.auto.Observer;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.app.service.ServiceInstaller;
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

@Command(
    name = "auto",
    description = {
      "Sync continuously, or say what that is doing.",
      "Logs are taken in and pushed as they are written, and the other devices' news",
      "pulled at an interval. Enabled, it runs inside `stackunderflow start`, with",
      "--foreground, or as a service of yours. A running process follows a change",
      "within seconds."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow sync auto --enable --interval 60s && stackunderflow start",
      "  stackunderflow sync auto"
    })
public final class AutoCommand implements Callable<Integer> {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh]?)");

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  static final class What {
    @Option(names = "--enable", description = "Turn it on.")
    boolean enable;

    @Option(names = "--disable", description = "Turn it off.")
    boolean disable;

    @Option(
        names = "--foreground",
        description = "Run it here, without the API, until it is stopped (Ctrl-C).")
    boolean foreground;

    @Option(
        names = "--install",
        description = {
          "Make it a service of yours (systemd user unit, launchd agent, Windows task) that runs",
          "whenever you are logged in. Shown before it is written; asks first."
        })
    boolean install;

    @Option(names = "--uninstall", description = "Take that service away. Asks first.")
    boolean uninstall;
  }

  @ArgGroup private final What what = new What();

  @Option(
      names = "--interval",
      paramLabel = "T",
      description =
          "Look for news so often: 60s, 5m, 1h (default: 60s). Slower on battery or idle.")
  private @Nullable String interval;

  @Option(
      names = "--max-requests-per-day",
      paramLabel = "N",
      description = {
        "Slow down so that the bucket's requests last for the day (UTC); 0 for any number.",
        "What is new still goes out at least once an hour."
      })
  private @Nullable Long maxRequests;

  @Option(names = "--yes", description = "With --install or --uninstall: don't ask.")
  private boolean yes;

  public AutoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException {
    if (what.uninstall) {
      new ServiceInstaller(context, yes).uninstall();
      return ExitCode.DONE;
    }
    if (!context.sync().isConfigured()) {
      throw new SyncException.NotConfigured(
          "Sync is not set up here; nothing leaves this machine. To set it up: stackunderflow sync"
              + " init --help");
    }
    change();
    if (what.install) {
      new ServiceInstaller(context, yes).install();
      return ExitCode.DONE;
    }
    if (what.foreground) {
      return foreground();
    }
    AutoView view = AutoView.read(context.home());
    if (json.isOn()) {
      JsonOut.print(context, view.json());
    } else {
      context.out().println("Continuous sync is " + view.words(context.clock().instant()));
    }
    return ExitCode.DONE;
  }

  private void change() throws SyncException, IOException {
    boolean isChange = what.enable || what.disable || interval != null || maxRequests != null;
    if (!isChange) {
      return;
    }
    AutoSettings settings = before();
    if (what.enable || what.disable) {
      settings = settings.withEnabled(what.enable);
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
      if (what.enable) {
        return AutoSettings.DEFAULT; // a file that is not understood is written anew
      }
      throw e;
    }
  }

  private static Duration duration(String text) throws SyncException {
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
    throw new SyncException.Usage(
        "--interval takes a time from 1s to 24h, such as 60s or 5m. Nothing was changed.");
  }

  private int foreground() throws SyncException, IOException {
    AutoView.read(context.home())
        .running()
        .ifPresent(
            other ->
                context.say(
                    "Process "
                        + other.pid()
                        + " syncs this home already; this one takes over when that ends."));
    try (var daemon =
        new Daemon(
            context,
            new Observer() {
              @Override
              public void state(AutoState state) {
                if (state.kind() != AutoState.Kind.SYNCING) {
                  sayOnce(state);
                }
              }
            })) {
      daemon.run();
    }
    return ExitCode.DONE;
  }

  private String said = "";

  private void sayOnce(AutoState state) {
    String words = state.kind().word() + (state.reason() == null ? "" : ": " + state.reason());
    if (!words.equals(said)) {
      said = words;
      context.say(words);
      context.err().flush();
    }
  }
}
