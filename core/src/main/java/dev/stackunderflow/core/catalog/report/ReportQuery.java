package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.price.PriceTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a report covers.
 *
 * @param device which devices' events
 * @param project the project with this name, slug or folder, with those linked to it; null for all
 * @param provider the agent; null for all
 * @param since the first moment, the beginning of a quarter of an hour; null for no limit
 * @param until the end, exclusive, the beginning of a quarter of an hour; null for no limit
 * @param zone the time zone of days, weeks and months
 * @param by the groupings of the rows
 * @param prices the price table
 * @param branch the Git branch; null for all
 * @param costs which costs
 */
public record ReportQuery(
    DeviceFilter device,
    @Nullable String project,
    @Nullable String provider,
    @Nullable Instant since,
    @Nullable Instant until,
    ZoneId zone,
    Set<Grouping> by,
    PriceTable prices,
    @Nullable String branch,
    CostMode costs) {

  /** Of all branches, with costs that agents state or that are calculated. */
  public ReportQuery(
      DeviceFilter device,
      @Nullable String project,
      @Nullable String provider,
      @Nullable Instant since,
      @Nullable Instant until,
      ZoneId zone,
      Set<Grouping> by,
      PriceTable prices) {
    this(device, project, provider, since, until, zone, by, prices, null, CostMode.AUTO);
  }

  /** Only the totals of a device; days are in UTC. */
  public static ReportQuery totalOf(DeviceFilter device) {
    return new ReportQuery(
        device, null, null, null, null, ZoneOffset.UTC, Set.of(), PriceTable.builtIn());
  }

  /** The same query for another span of time. */
  public ReportQuery during(ReportSpan span) {
    return new ReportQuery(
        device, project, provider, span.since(), span.until(), zone, by, prices, branch, costs);
  }

  /** The same query for one agent. */
  public ReportQuery ofAgent(String agent) {
    return new ReportQuery(device, project, agent, since, until, zone, by, prices, branch, costs);
  }
}
