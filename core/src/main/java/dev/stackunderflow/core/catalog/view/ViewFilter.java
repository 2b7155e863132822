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
 * @param branch the Git branch; null for all
 */
public record ViewFilter(
    DeviceFilter device,
    @Nullable String project,
    @Nullable String provider,
    TimeWindow window,
    @Nullable String branch) {

  /** Of all branches. */
  public ViewFilter(
      DeviceFilter device, @Nullable String project, @Nullable String provider, TimeWindow window) {
    this(device, project, provider, window, null);
  }

  /** The same of one branch; null for all. */
  public ViewFilter on(@Nullable String name) {
    return new ViewFilter(device, project, provider, window, name);
  }

  /** All events of the filter's devices. */
  public static ViewFilter of(DeviceFilter device) {
    return new ViewFilter(device, null, null, TimeWindow.ALL);
  }
}
