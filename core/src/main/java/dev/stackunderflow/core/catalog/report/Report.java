package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.price.Cost;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Totals over the merged view.
 *
 * @param total everything together
 * @param groups the rows of each grouping that was asked for: periods in order, others the busiest
 *     first
 * @param unpriced models of which tokens have no price, the most tokens first
 */
public record Report(
    Counts total, Map<Grouping, List<Group>> groups, List<UnpricedModel> unpriced) {

  /** The rows of a grouping; none where it was not asked for. */
  public List<Group> by(Grouping grouping) {
    return groups.getOrDefault(grouping, List.of());
  }

  /**
   * What is counted.
   *
   * @param events messages (roles user and assistant)
   * @param sessions sessions that they are in
   * @param tokens token counts, each message's usage once
   * @param cost what the tokens cost by the list
   */
  public record Counts(long events, long sessions, Tokens tokens, Cost cost) {}

  /** A row. */
  public record Group(Subject subject, Counts counts) {}

  /** Tokens of a model that have no price; the name is empty for events without one. */
  public record UnpricedModel(String model, long tokens) {}

  /** What a row is about. */
  public sealed interface Subject {}

  /**
   * A day, a week or a month.
   *
   * @param first its first day; null for events whose time is none
   * @param label {@code 2026-11-23}, {@code 2026-W48}, {@code 2026-11}; empty without a time
   */
  public record Period(@Nullable LocalDate first, String label) implements Subject {}

  /** A device. */
  public record Device(String deviceId, String deviceLabel) implements Subject {}

  /** A project over all devices and agents; members: what is of each {@link Part}. */
  public record Project(String name, List<Group> members) implements Subject {}

  /** One device's, agent's and slug's part of a project or a session. */
  public record Part(String deviceId, String deviceLabel, String provider, String slug)
      implements Subject {}

  /** A model; the name is empty for events without one. */
  public record Model(String name) implements Subject {}

  /** A session over all devices; members: what is of each {@link Part}. */
  public record Session(
      String project,
      String provider,
      String sessionId,
      @Nullable String title,
      List<Group> members)
      implements Subject {}
}
