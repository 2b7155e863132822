package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.time.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * What of the view is wanted.
 *
 * @param device whose events
 * @param project only of the project with this name, slug or folder, and those linked to it; null
 *     for all
 * @param provider only of this agent; null for all
 * @param window only what was written then
 */
public record ViewFilter(
    DeviceFilter device, @Nullable String project, @Nullable String provider, TimeWindow window) {

  /** All of some devices' events. */
  public static ViewFilter of(DeviceFilter device) {
    return new ViewFilter(device, null, null, TimeWindow.ALL);
  }
}
