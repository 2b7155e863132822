package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.time.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads times in the forms that agents write. */
public final class RecordTimes {

  /** Seconds since 1970 stay below this until the year 5138; milliseconds passed it in 1973. */
  private static final double MAX_SECONDS = 1e11;

  /** Fewer are not since 1970: a clock that began with a program. */
  private static final double MIN_SECONDS = 1e8;

  private static final double MAX_MILLIS = 1e14;
  private static final double MAX_MICROS = 1e17;

  private RecordTimes() {}

  /** The time; null where the value is not one. */
  public static @Nullable Instant instant(JsonNode when) {
    if (when.isTextual()) {
      String text = when.textValue().strip();
      return text.matches("[0-9]{9,19}(\\.[0-9]+)?")
          ? instant(new BigDecimal(text).doubleValue())
          : Timestamps.instant(text);
    }
    return when.isNumber() ? instant(when.doubleValue()) : null;
  }

  /**
   * The time; null where the value is not one.
   *
   * @param zone that of a text without a zone
   */
  public static @Nullable Instant local(JsonNode when, ZoneId zone) {
    if (when.isTextual()) {
      try {
        var local = LocalDateTime.parse(when.textValue().strip().replace(' ', 'T'));
        return Timestamps.instant(local.atZone(zone).toInstant().toString());
      } catch (DateTimeException e) {
        // It has a zone, or is something else.
      }
    }
    return instant(when);
  }

  private static @Nullable Instant instant(double when) {
    if (when < MIN_SECONDS) {
      return null;
    }
    double millis =
        when < MAX_SECONDS
            ? when * 1e3
            : when < MAX_MILLIS ? when : when < MAX_MICROS ? when / 1e3 : when / 1e6;
    return Instant.ofEpochMilli(Math.round(millis));
  }
}
