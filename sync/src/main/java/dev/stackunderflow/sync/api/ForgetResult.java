package dev.stackunderflow.sync.api;

import dev.stackunderflow.core.catalog.view.AffectedDevice;
import java.util.List;

/**
 * What {@code sync forget} deletes.
 *
 * @param names the sessions or projects, by the agent's names
 * @param devices what is deleted of each device, including this one
 * @param thisDevice this device's id
 * @param notices notices for the user
 */
public record ForgetResult(
    List<String> names, List<AffectedDevice> devices, String thisDevice, List<String> notices) {

  /** How many events of all devices are deleted. */
  public long events() {
    return devices.stream().mapToLong(AffectedDevice::events).sum();
  }
}
