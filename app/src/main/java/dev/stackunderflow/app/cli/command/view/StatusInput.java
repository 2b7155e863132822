package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.core.json.SmallJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Claude Code tells its status line command: {@code session_id}, {@code transcript_path},
 * {@code cost.total_cost_usd} and {@code rate_limits} with {@code used_percentage} and {@code
 * resets_at}. Null is what it does not say, or what cannot be true.
 *
 * @param cost what this run of the session cost, US dollars, as Claude Code computes it
 * @param fiveHours the window of five hours
 * @param week the window of seven days
 */
record StatusInput(
    @Nullable String sessionId,
    @Nullable String transcript,
    @Nullable BigDecimal cost,
    @Nullable Window fiveHours,
    @Nullable Window week) {

  static final StatusInput NONE = new StatusInput(null, null, null, null, null);

  private static final int MAX_BYTES = 1 << 20;
  private static final double MOST_DOLLARS = 1e9;
  private static final double MOST_PERCENT = 1000;
  private static final double LAST_SECOND = 253_370_764_800.0; // in the year 9999

  /**
   * A window of a limit.
   *
   * @param usedPercent how much of the limit is used
   * @param reset when it ends
   */
  record Window(double usedPercent, @Nullable Instant reset) {}

  /**
   * Reads a document.
   *
   * @param in the document; anything else counts as nothing
   * @param patience how long to wait for its end: nobody may be writing
   */
  static StatusInput read(InputStream in, Duration patience) {
    var text = new AtomicReference<>(new byte[0]);
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("status-input")
            .start(
                () -> {
                  try {
                    text.set(in.readNBytes(MAX_BYTES));
                  } catch (IOException e) {
                    text.set(new byte[0]); // as if nothing was written
                  }
                });
    try {
      reader.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      return of(SmallJson.read(text.get()));
    } catch (IOException e) {
      return NONE; // not JSON, or cut off
    }
  }

  private static StatusInput of(@Nullable Object document) {
    Object limits = field(document, "rate_limits");
    return new StatusInput(
        text(field(document, "session_id")),
        text(field(document, "transcript_path")),
        number(field(field(document, "cost"), "total_cost_usd"), MOST_DOLLARS),
        window(field(limits, "five_hour")),
        window(field(limits, "seven_day")));
  }

  private static @Nullable Window window(@Nullable Object window) {
    BigDecimal used = number(field(window, "used_percentage"), MOST_PERCENT);
    if (used == null) {
      return null;
    }
    BigDecimal reset = number(field(window, "resets_at"), LAST_SECOND);
    Instant at =
        reset == null || reset.signum() == 0 ? null : Instant.ofEpochSecond(reset.longValue());
    return new Window(used.doubleValue(), at);
  }

  private static @Nullable Object field(@Nullable Object object, String name) {
    return object instanceof Map<?, ?> fields ? fields.get(name) : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  /** A number from 0 to the most that can be true. */
  private static @Nullable BigDecimal number(@Nullable Object value, double most) {
    if (!(value instanceof BigDecimal number)) {
      return null;
    }
    double near = number.doubleValue();
    return near >= 0 && near <= most ? BigDecimal.valueOf(near) : null;
  }
}
