package dev.stackunderflow.core.decision;

import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decision.ForgetSession;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deletions in force: which events no store, replica, segment or view may hold. */
public final class ForgetRules {

  /** No deletions. */
  public static final ForgetRules NOTHING = new ForgetRules(Map.of());

  /** The instant before which events are deleted, by (kind, provider, name). */
  private final Map<List<String>, Instant> cutoffs;

  private ForgetRules(Map<List<String>, Instant> cutoffs) {
    this.cutoffs = Map.copyOf(cutoffs);
  }

  /**
   * Combines decisions. A decision covers only what was written before it was taken: an instant
   * that was in the future then would delete new events for as long as it lies ahead.
   */
  static ForgetRules of(Collection<Decision> decisions) {
    Map<List<String>, Instant> cutoffs = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.what() instanceof Forget forget) {
        Instant taken = Instant.ofEpochMilli(decision.stamp());
        Instant before = forget.before().isAfter(taken) ? taken : forget.before();
        cutoffs.merge(key(forget), before, ForgetRules::later);
      }
    }
    return cutoffs.isEmpty() ? NOTHING : new ForgetRules(cutoffs);
  }

  /** The rules that one decision would make. */
  public static ForgetRules by(Collection<? extends Forget> forgets) {
    Map<List<String>, Instant> cutoffs = new HashMap<>();
    forgets.forEach(f -> cutoffs.merge(key(f), f.before(), ForgetRules::later));
    return new ForgetRules(cutoffs);
  }

  private static List<String> key(Forget forget) {
    return switch (forget) {
      case ForgetSession f -> List.of("session", f.provider(), f.thread());
      case ForgetProject f -> List.of("project", f.provider(), f.slug());
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether there are no deletions. */
  public boolean isNothing() {
    return cutoffs.isEmpty();
  }

  /** Which events of a session are deleted. */
  public Cutoff of(String provider, String slug, String sessionId) {
    if (cutoffs.isEmpty()) {
      return Cutoff.NONE;
    }
    Instant session = cutoffs.get(List.of("session", provider, SessionRoots.of(sessionId)));
    Instant project = cutoffs.get(List.of("project", provider, slug));
    if (session == null || project == null) {
      Instant only = session == null ? project : session;
      return only == null ? Cutoff.NONE : new Cutoff(only);
    }
    return new Cutoff(later(session, project));
  }

  /**
   * Which events of one session are deleted.
   *
   * @param before events with an earlier time
   */
  public record Cutoff(Instant before) {

    /** Deletes nothing. */
    public static final Cutoff NONE = new Cutoff(Instant.MIN);

    /** Whether it deletes nothing. */
    public boolean isNone() {
      return before.equals(Instant.MIN);
    }

    /** Whether an event is deleted that has this time, ISO 8601 as agents write it. */
    public boolean covers(String timestamp) {
      return !isNone() && at(timestamp).isBefore(before);
    }

    /** Text that is not a time counts as older than any time. */
    private static Instant at(String timestamp) {
      Instant time = Timestamps.instant(timestamp);
      return time == null ? Instant.MIN : time;
    }
  }
}
