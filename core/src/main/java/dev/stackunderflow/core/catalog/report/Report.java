package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.price.Cost;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Totals over the merged view.
 *
 * @param total the totals
 * @param groups the rows of each requested grouping: periods in order, others by size
 * @param unpriced models with tokens without a price, the most tokens first
 * @param uncountedEvents how many events of all devices state token counts that cannot be true, or
 *     cannot be indexed: their tokens are in no count
 * @param incompleteAgents the agents with messages in it that note no tokens, or not all of them,
 *     by name; those that they note are counted
 * @param agentsWithoutCost those of them with a session that does not state its cost either
 */
public record Report(
    Counts total,
    Map<Grouping, List<Group>> groups,
    List<UnpricedModel> unpriced,
    long uncountedEvents,
    List<String> incompleteAgents,
    List<String> agentsWithoutCost) {

  /** The rows of a grouping; empty where it was not requested. */
  public List<Group> by(Grouping grouping) {
    return groups.getOrDefault(grouping, List.of());
  }

  /**
   * The counts of a total or of a row.
   *
   * @param events messages (roles user and assistant)
   * @param sessions the sessions of these messages
   * @param tokens token counts
   * @param cost what the tokens cost
   */
  public record Counts(long events, long sessions, Tokens tokens, Cost cost) {

    /** Whether there are events, and their agents noted no tokens: what they cost is not known. */
    public boolean hasNoTokens() {
      return events > 0 && tokens.areNone() && !cost.isStated();
    }
  }

  /** A row of a grouping. */
  public record Group(Subject subject, Counts counts) {}

  /** A model's tokens without a price. The name is empty for events without a model. */
  public record UnpricedModel(String model, long tokens) {}

  /** The subject of a row. */
  public sealed interface Subject {}

  /**
   * An hour, a day, a week or a month.
   *
   * @param first its first day, an hour's day; null for events without a valid time
   * @param label {@code 2026-11-23T14:00+01:00}, {@code 2026-11-23}, {@code 2026-W48}, {@code
   *     2026-11}; empty without a time
   */
  public record Period(@Nullable LocalDate first, String label) implements Subject {}

  /** A device. */
  public record Device(String deviceId, String deviceLabel) implements Subject {}

  /** A project over all devices and agents, with the counts of each part. */
  public record Project(String name, List<Group> members) implements Subject {}

  /** The part of a project or session of one device, agent and slug. */
  public record Part(String deviceId, String deviceLabel, String provider, String slug)
      implements Subject {}

  /** A Git branch of a project. The branch's name is empty for events without one. */
  public record Branch(String project, String name) implements Subject {}

  /** A coding agent, by its name in the store. */
  public record Agent(String id) implements Subject {}

  /** A model. The name is empty for events without a model. */
  public record Model(String name) implements Subject {}

  /** The pull requests that a row's sessions are linked to, all of them; empty for none. */
  public record PullRequests(List<PullRequest> requests) implements Subject {}

  /** A session over all devices, with the counts of each part. */
  public record Session(
      String project,
      String provider,
      String sessionId,
      @Nullable String title,
      List<Group> members)
      implements Subject {}
}
