package dev.stackunderflow.core.catalog.detail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code rate_limits} of a rollout's {@code token_count} events: {@code primary} and {@code
 * secondary} with {@code used_percent}, {@code window_minutes} and {@code resets_at} (seconds since
 * 1970), in older versions {@code resets_in_seconds}. A value that cannot be true counts as not
 * stated.
 */
final class CodexLimits {

  private static final String DEFAULT = "codex";
  private static final long YEAR_MINUTES = 527_040;
  private static final long DAY_SECONDS = 86_400;
  private static final int LONGEST_NAME = 200;

  private CodexLimits() {}

  /** Reads an event; empty where it states nothing. */
  static List<LimitStatement> read(Event event) {
    ObjectNode line = LenientJson.object(event.rawJson());
    Instant time = Timestamps.instant(event.timestamp());
    if (line == null || time == null) {
      return List.of();
    }
    JsonNode limits = line.path("payload").path("rate_limits");
    String id = LenientJson.textOr(limits, "limit_id", DEFAULT);
    String name = id.equals(DEFAULT) ? "" : id.substring(0, Math.min(id.length(), LONGEST_NAME));
    List<LimitStatement> statements = new ArrayList<>();
    for (String window : List.of("primary", "secondary")) {
      LimitStatement stated = window(name, limits.path(window), time);
      if (stated != null) {
        statements.add(stated);
      }
    }
    if (LenientJson.text(limits, "rate_limit_reached_type") != null) {
      return reached(statements, name);
    }
    return statements;
  }

  /** The agent says that a limit is reached, and not which: the one that is used most. */
  private static List<LimitStatement> reached(List<LimitStatement> statements, String name) {
    LimitStatement most = null;
    for (LimitStatement stated : statements) {
      if (most == null || used(stated) > used(most)) {
        most = stated;
      }
    }
    if (most == null) {
      return List.of(new LimitStatement(name, null, null, null, true));
    }
    List<LimitStatement> marked = new ArrayList<>();
    for (LimitStatement stated : statements) {
      marked.add(
          stated.equals(most)
              ? new LimitStatement(
                  name, stated.windowMinutes(), stated.usedPercent(), stated.reset(), true)
              : stated);
    }
    return marked;
  }

  private static double used(LimitStatement stated) {
    Double percent = stated.usedPercent();
    return percent == null ? -1 : percent;
  }

  private static @Nullable LimitStatement window(String name, JsonNode window, Instant time) {
    if (!window.isObject()) {
      return null;
    }
    JsonNode percent = window.path("used_percent");
    double used = percent.isNumber() ? percent.doubleValue() : -1;
    Double usedPercent = used >= 0 && used <= 1000 ? Double.valueOf(used) : null;
    long minutes = LenientJson.number(window, "window_minutes");
    Long windowMinutes = minutes > 0 && minutes <= YEAR_MINUTES ? Long.valueOf(minutes) : null;
    Instant reset = reset(window, time, windowMinutes == null ? YEAR_MINUTES : windowMinutes);
    if (usedPercent == null && reset == null) {
      return null;
    }
    return new LimitStatement(
        name, windowMinutes, usedPercent, reset, usedPercent != null && usedPercent >= 100);
  }

  /** A window ends after the statement, and not later than it is long; a clock can be a day off. */
  private static @Nullable Instant reset(JsonNode window, Instant time, long minutes) {
    long stated = LenientJson.number(window, "resets_at");
    long rest = LenientJson.number(window, "resets_in_seconds");
    long seconds = stated > 0 ? stated : rest > 0 ? time.getEpochSecond() + rest : 0;
    long from = seconds - time.getEpochSecond();
    boolean isPossible =
        seconds > 0 && from >= -DAY_SECONDS && from <= minutes * 60 + DAY_SECONDS && rest >= 0;
    return isPossible ? Instant.ofEpochSecond(seconds) : null;
  }
}
