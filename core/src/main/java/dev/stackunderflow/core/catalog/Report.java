package dev.stackunderflow.core.catalog;

import java.util.List;

/**
 * Totals over the merged view.
 *
 * @param total everything together
 * @param byDevice a row a device, the busiest first
 * @param byProject a row a (device, provider, slug), the busiest first
 * @param byModel a row a model, the busiest first
 * @param byDay a row a day (UTC), in order
 */
public record Report(
    Counts total,
    List<DeviceCounts> byDevice,
    List<ProjectCounts> byProject,
    List<ModelCounts> byModel,
    List<DayCounts> byDay) {

  /**
   * What is counted.
   *
   * @param events messages (roles user and assistant)
   * @param sessions sessions that they are in
   * @param tokens token counts, each message's usage once
   */
  public record Counts(long events, long sessions, Tokens tokens) {}

  /** Counts of one device. */
  public record DeviceCounts(String deviceId, String deviceLabel, Counts counts) {}

  /** Counts of one project on one device. */
  public record ProjectCounts(
      String deviceId,
      String deviceLabel,
      String provider,
      String slug,
      String displayName,
      Counts counts) {}

  /** Counts of one model; the name is empty for events without one. */
  public record ModelCounts(String model, Counts counts) {}

  /** Counts of one day, as {@code 2026-11-23} in UTC. */
  public record DayCounts(String day, Counts counts) {}
}
