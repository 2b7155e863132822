package dev.stackunderflow.app.auto;

import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of continuous sync and what it does.
 *
 * @param settings what is wanted
 * @param running what the process that does it noted last; empty where none runs
 */
public record AutoView(AutoSettings settings, Optional<AutoState.Written> running) {

  /** Reads both. */
  public static AutoView read(Home home) throws IOException {
    return new AutoView(
        AutoSettings.read(home), AutoState.read(home).filter(AutoState.Written::isAlive));
  }

  public Map<String, @Nullable Object> json() {
    JsonOut.Fields fields =
        JsonOut.fields()
            .with("enabled", settings.enabled())
            .with("interval_seconds", settings.interval().toSeconds())
            .with(
                "max_requests_per_day",
                settings.maxRequestsPerDay() == 0 ? null : settings.maxRequestsPerDay())
            .with("running", running.isPresent())
            .with("pid", running.map(AutoState.Written::pid).orElse(null));
    Optional<AutoState> state = running.map(AutoState.Written::state);
    return fields
        .with("state", state.map(s -> s.kind().word()).orElse(null))
        .with("reason", state.map(AutoState::reason).orElse(null))
        .with("since", state.map(s -> s.since().toString()).orElse(null))
        .with("last_sync_at", state.map(AutoState::lastSync).map(Instant::toString).orElse(null))
        .with("next_sync_at", state.map(AutoState::nextSync).map(Instant::toString).orElse(null))
        .with("effective_interval_seconds", state.map(s -> s.interval().toSeconds()).orElse(null))
        .with("slowed_by", state.map(AutoState::slowedBy).orElse(null))
        .with("polling", state.map(AutoState::polling).orElse(null))
        .map();
  }

  /** In a line or two. */
  public String words(Instant now) {
    if (!settings.enabled()) {
      return "off. Turn it on: stackunderflow sync auto --enable";
    }
    String wanted = "every " + seconds(settings.interval());
    if (running.isEmpty()) {
      return "on, " + wanted + ", but nothing runs it. Run: stackunderflow start";
    }
    AutoState state = running.get().state();
    String who = " (process " + running.get().pid() + ")";
    String doing =
        switch (state.kind()) {
          case OFF, NOT_SET_UP, STANDBY -> "begins";
          case WATCHING ->
              "watching, last sync "
                  + HumanFormat.ago(text(state.lastSync()), now)
                  + next(state, now)
                  + problem(state);
          case SYNCING -> "syncing";
          case BACKING_OFF -> "could not sync" + next(state, now) + problem(state);
          case PAUSED -> "PAUSED until something changes" + problem(state);
        };
    return "on, " + wanted + slowed(state) + who + ": " + doing;
  }

  private static String slowed(AutoState state) {
    return switch (state.slowedBy()) {
      case "battery" -> ", every " + seconds(state.interval()) + " on battery";
      case "idle" -> ", every " + seconds(state.interval()) + " while nobody works here";
      case "requests" -> ", slower for the day's allowance of requests";
      case null, default -> "";
    };
  }

  private static String next(AutoState state, Instant now) {
    Instant next = state.nextSync();
    if (next == null) {
      return "";
    }
    Duration wait = Duration.between(now, next);
    return ", next " + (wait.toSeconds() <= 0 ? "now" : "in " + seconds(wait));
  }

  private static String problem(AutoState state) {
    return state.reason() == null ? "" : ". " + HumanFormat.line(state.reason(), 300);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** {@code 45 s}, {@code 5 min}, {@code 2 h}. */
  static String seconds(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= 7200 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 ? Math.round(seconds / 60.0) + " min" : seconds + " s";
  }
}
