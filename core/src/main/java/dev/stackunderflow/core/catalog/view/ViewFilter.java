package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.time.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the view is wanted.
 *
 * @param device which devices' events
 * @param project the project with this name, slug or folder, with those linked to it; null for all
 * @param provider the agent; null for all
 * @param window the time of the events
 */
public record ViewFilter(
    DeviceFilter device, @Nullable String project, @Nullable String provider, TimeWindow window) {

  /** All events of the filter's devices. */
  public static ViewFilter of(DeviceFilter device) {
    return new ViewFilter(device, null, null, TimeWindow.ALL);
  }
}
