package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.view.AffectedDevice;
import dev.stackunderflow.sync.api.ForgetResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sync forget}. */
public final class ForgetJson {

  private ForgetJson() {}

  /**
   * What is deleted.
   *
   * @param plan the events on each device
   * @param dryRun whether nothing was deleted
   */
  public static Map<String, @Nullable Object> of(ForgetResult plan, boolean dryRun) {
    return new JsonFields()
        .with("dry_run", dryRun)
        .with("names", plan.names())
        .with("events", plan.events())
        .with("devices", plan.devices().stream().map(ForgetJson::device).toList())
        .map();
  }

  private static Map<String, @Nullable Object> device(AffectedDevice device) {
    return new JsonFields()
        .device(device.deviceId(), device.label())
        .with("sessions", device.sessions())
        .with("events", device.events())
        .with("first", device.first())
        .with("last", device.last())
        .map();
  }
}
