package dev.stackunderflow.sync.api;

import dev.stackunderflow.core.catalog.view.AffectedDevice;
import java.util.List;

/**
 * What {@code sync forget} takes away.
 *
 * @param names the sessions or projects that were meant, by the agent's names
 * @param devices what goes of each device, those of this one too
 * @param thisDevice this device's id
 * @param notices what the user should know, in words
 */
public record ForgetResult(
    List<String> names, List<AffectedDevice> devices, String thisDevice, List<String> notices) {

  /** How many events go, of all devices. */
  public long events() {
    return devices.stream().mapToLong(AffectedDevice::events).sum();
  }
}
