package dev.stackunderflow.app.json;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.AutoView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Continuous sync, as in {@code sync auto}. */
public final class AutoJson {

  private AutoJson() {}

  /** Its settings, and the state of the process that runs it; nulls where none does. */
  public static Map<String, @Nullable Object> of(AutoView auto) {
    AutoSettings settings = auto.settings();
    Optional<AutoState> state = auto.running().map(AutoState.Written::state);
    return new JsonFields()
        .with("enabled", settings.enabled())
        .with("interval_seconds", settings.interval().toSeconds())
        .with(
            "max_requests_per_day",
            settings.maxRequestsPerDay() == 0 ? null : settings.maxRequestsPerDay())
        .with("running", auto.running().isPresent())
        .with("pid", auto.running().map(AutoState.Written::pid).orElse(null))
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
}
