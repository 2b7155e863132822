package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.view.ProjectView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project on one device, as in {@code projects}. */
public final class ProjectJson {

  private ProjectJson() {}

  /** An item of the list of projects. */
  public static Map<String, @Nullable Object> of(ProjectView p) {
    return new JsonFields()
        .with("project", p.project())
        .device(p.deviceId(), p.deviceLabel())
        .with("provider", p.provider())
        .with("slug", p.slug())
        .with("path", p.path())
        .with("name", p.displayName())
        .with("sessions", p.sessions())
        .with("events", p.events())
        .tokens(p.tokens())
        .with("first_ts", p.firstTs())
        .with("last_ts", p.lastTs())
        .map();
  }
}
