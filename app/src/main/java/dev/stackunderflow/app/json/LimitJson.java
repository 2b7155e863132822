package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.limit.LimitWindow;
import dev.stackunderflow.core.catalog.limit.LimitWindow.DevicePart;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.export.CsvRows;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage limits for other programs. */
public final class LimitJson {

  private LimitJson() {}

  /**
   * The JSON document.
   *
   * @param windows the latest first
   * @param now which windows are current
   */
  public static Map<String, @Nullable Object> document(
      List<LimitWindow> windows, Instant now, ZoneId zone) {
    return new JsonFields()
        .with("now", now.toString())
        .with("time_zone", zone.getId())
        .with(
            "current", windows.stream().filter(w -> w.isAt(now)).map(LimitJson::withParts).toList())
        .with("windows", windows.stream().map(LimitJson::withParts).toList())
        .map();
  }

  /** One line for each window, without the parts of the devices. */
  public static void csv(PrintStream out, List<LimitWindow> windows) throws IOException {
    var csv = new CsvRows(out);
    for (LimitWindow window : windows) {
      Map<String, @Nullable Object> row = window(window).map();
      if (window.equals(windows.getFirst())) {
        csv.columns(List.copyOf(row.keySet()));
      }
      csv.row(new ArrayList<>(row.values()));
    }
    csv.end();
  }

  private static Map<String, @Nullable Object> withParts(LimitWindow window) {
    return window(window)
        .with("devices", window.devices().stream().map(LimitJson::part).toList())
        .map();
  }

  private static JsonFields window(LimitWindow window) {
    JsonFields fields =
        new JsonFields()
            .with("agent", window.agent())
            .with("limit", window.name())
            .with("window_minutes", window.minutes())
            .with("since", text(window.start()))
            .with("until", text(window.end()))
            .with("is_computed", window.isComputed())
            .with("stated_reset", text(window.statedReset()))
            .with("used_percent", window.usedPercent())
            .with("left_percent", window.leftPercent())
            .with("peak_percent", window.peakPercent())
            .with("is_near", window.isNear())
            .with("reached_at", text(window.reachedAt()))
            .with("seen_at", text(window.seenAt()));
    return spent(fields, window.spent());
  }

  private static Map<String, @Nullable Object> part(DevicePart part) {
    JsonFields fields =
        new JsonFields()
            .device(part.deviceId(), part.deviceLabel())
            .with("used_percent", part.usedPercent())
            .with("seen_at", text(part.seenAt()));
    return spent(fields, part.spent()).map();
  }

  /** All of them null where what was used is not counted by window. */
  private static JsonFields spent(JsonFields fields, @Nullable Counts counts) {
    return counts == null
        ? fields
            .with("events", null)
            .with("sessions", null)
            .with("input_tokens", null)
            .with("output_tokens", null)
            .with("cache_creation_tokens", null)
            .with("cache_read_tokens", null)
            .with("cost_usd", null)
            .with("cost_is_partial", false)
            .with("cost_source", null)
        : ReportJson.counts(fields, counts);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
