package dev.stackunderflow.core.catalog.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges the parts of a session that several devices hold. */
public final class SessionParts {

  private SessionParts() {}

  /** One row per session, in the order of the first part of each. */
  public static List<SessionView> together(List<SessionView> latestFirst) {
    Map<List<String>, SessionView> sessions = new LinkedHashMap<>();
    for (SessionView part : latestFirst) {
      sessions.merge(
          List.of(part.provider(), part.sessionId()), part, (latest, more) -> sum(latest, more));
    }
    return List.copyOf(sessions.values());
  }

  private static SessionView sum(SessionView latest, SessionView more) {
    List<String> labels = new ArrayList<>(latest.deviceLabels());
    labels.addAll(more.deviceLabels());
    return new SessionView(
        latest.deviceId(),
        latest.deviceLabel(),
        labels.stream().distinct().toList(),
        latest.provider(),
        latest.projectSlug(),
        latest.projectName(),
        latest.sessionId(),
        more.title() == null ? latest.title() : more.title(),
        latest.events() + more.events(),
        latest.tokens().plus(more.tokens()),
        earlier(latest.firstTs(), more.firstTs()),
        latest.lastTs(),
        latest.branch() == null ? more.branch() : latest.branch());
  }

  private static @Nullable String earlier(@Nullable String a, @Nullable String b) {
    return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
  }
}
