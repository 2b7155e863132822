package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import java.time.Duration;
import java.time.Instant;

/** Continuous sync in a line or two. */
public final class AutoText {

  private AutoText() {}

  /** What is wanted, what runs it, and what it is doing. */
  public static String of(AutoView auto, Instant now) {
    AutoSettings settings = auto.settings();
    if (!settings.enabled()) {
      return "off. To turn it on: stackunderflow sync auto --enable";
    }
    String wanted = "every " + TimeFormat.duration(settings.interval());
    return auto.running()
        .map(running -> running(wanted, running, now))
        .orElseGet(() -> "on, " + wanted + ", but not running. To run it: stackunderflow start");
  }

  private static String running(String wanted, AutoState.Written running, Instant now) {
    AutoState state = running.state();
    String activity =
        switch (state.kind()) {
          case OFF, NOT_SET_UP, STANDBY -> "starting";
          case WATCHING -> "watching, last sync " + lastSync(state, now) + details(state, now);
          case SYNCING -> "syncing";
          case BACKING_OFF -> "could not sync" + details(state, now);
          case PAUSED -> "PAUSED until something changes" + problem(state);
        };
    return "on, " + wanted + slowed(state) + " (process " + running.pid() + "): " + activity;
  }

  private static String lastSync(AutoState state, Instant now) {
    Instant last = state.lastSync();
    return last == null ? "never" : TimeFormat.ago(last, now);
  }

  private static String details(AutoState state, Instant now) {
    Instant next = state.nextSync();
    if (next == null) {
      return problem(state);
    }
    Duration wait = Duration.between(now, next);
    String when = wait.toSeconds() <= 0 ? "now" : "in " + TimeFormat.duration(wait);
    return ", next " + when + problem(state);
  }

  private static String slowed(AutoState state) {
    String interval = TimeFormat.duration(state.interval());
    return switch (state.slowedBy()) {
      case "battery" -> ", every " + interval + " on battery";
      case "idle" -> ", every " + interval + " while this machine is idle";
      case "requests" -> ", less often to stay within the daily request limit";
      case null, default -> "";
    };
  }

  private static String problem(AutoState state) {
    return state.reason() == null ? "" : ". " + TerminalText.oneLine(state.reason(), 300);
  }
}
