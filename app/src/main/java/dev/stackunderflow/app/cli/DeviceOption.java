package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.DeviceFilter;
import picocli.CommandLine.Option;

/** {@code --device}, on every view. */
final class DeviceOption {

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "all",
      description = "Only what is of this device: its label, its id, or 'this' (default: all).")
  private String device = "all";

  DeviceFilter filter() {
    return DeviceFilter.parse(device);
  }
}
