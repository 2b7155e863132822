package dev.stackunderflow.core.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What of the view is wanted.
 *
 * @param device whose events
 * @param project only of the project with this slug, name or folder; null for all
 * @param provider only of this agent; null for all
 * @param window only what was written then
 */
public record ViewFilter(
    DeviceFilter device, @Nullable String project, @Nullable String provider, TimeWindow window) {

  /** A condition on a project, with two parameters, the project and the provider. */
  public static String condition(String projectAlias) {
    return " (?1 IS NULL OR %1$s.slug = ?1 OR %1$s.display_name = ?1 OR %1$s.path = ?1)"
            .formatted(projectAlias)
        + " AND (?2 IS NULL OR %1$s.provider = ?2)".formatted(projectAlias);
  }
}
