package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.DeviceInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device of the vault, as in {@code sync devices}. */
public final class DeviceJson {

  private DeviceJson() {}

  /** An item of the list of devices. */
  public static Map<String, @Nullable Object> of(DeviceInfo d) {
    return new JsonFields()
        .with("device_id", d.deviceId())
        .with("label", d.label())
        .with("this_device", d.thisDevice())
        .with("role", d.role())
        .with("os", d.os())
        .with("program", d.program())
        .with("generation", d.generation())
        .with("events", d.events())
        .with("segments", d.segments())
        .with("bytes", d.bytes())
        .with("last_seen", d.lastSeen())
        .with("behind", d.behind())
        .with("problem", d.problem())
        .map();
  }
}
