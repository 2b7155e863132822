package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session, as in {@code sessions} and {@code show}. */
public final class SessionJson {

  private SessionJson() {}

  /** An item of the list of sessions. */
  public static JsonFields of(SessionView s) {
    return new JsonFields()
        .device(s.deviceId(), s.deviceLabel())
        .with("devices", s.deviceLabels())
        .with("provider", s.provider())
        .with("slug", s.projectSlug())
        .with("project", s.projectName())
        .with("session_id", s.sessionId())
        .with("title", s.title())
        .with("branch", s.branch())
        .with("events", s.events())
        .tokens(s.tokens())
        .with("first_ts", s.firstTs())
        .with("last_ts", s.lastTs());
  }

  /**
   * A session with its events.
   *
   * @param s the session
   * @param events all of them or a page
   */
  public static JsonFields transcript(SessionView s, List<EventView> events) {
    return of(s)
        .with("event_count", s.events())
        .with("events", events.stream().map(SessionJson::event).toList());
  }

  private static Map<String, @Nullable Object> event(EventView e) {
    return new JsonFields()
        .device(e.deviceId(), e.deviceLabel())
        .with("seq", e.seq())
        .with("timestamp", e.timestamp())
        .with("role", e.role())
        .with("model", e.model())
        .tokens(e.tokens())
        .with("content_text", e.contentText())
        .with("tools_json", e.toolsJson())
        .with("raw_json", e.rawJson())
        .with("is_sidechain", e.sidechain())
        .with("uuid", e.uuid())
        .with("parent_uuid", e.parentUuid())
        .with("is_superseded", e.superseded())
        .map();
  }
}
