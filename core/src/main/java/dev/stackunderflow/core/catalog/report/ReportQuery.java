package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.price.PriceTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about.
 *
 * @param device whose events
 * @param project only of the project with this name, slug or folder, and those linked to it; null
 *     for all
 * @param provider only of this agent; null for all
 * @param since only from this moment on, the beginning of a quarter of an hour; null for all
 * @param until only before this moment, the beginning of a quarter of an hour; null for all
 * @param zone whose days, weeks and months
 * @param by what it has rows for
 * @param prices what tokens cost
 */
public record ReportQuery(
    DeviceFilter device,
    @Nullable String project,
    @Nullable String provider,
    @Nullable Instant since,
    @Nullable Instant until,
    ZoneId zone,
    Set<Grouping> by,
    PriceTable prices) {

  /** Everything of a device, summed up, without rows; days are those of UTC. */
  public static ReportQuery totalOf(DeviceFilter device) {
    return new ReportQuery(
        device, null, null, null, null, ZoneOffset.UTC, Set.of(), PriceTable.builtIn());
  }
}
