package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import picocli.CommandLine.Option;

/** {@code --device}, on every command over the view. */
public final class DeviceOption {

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "all",
      description = "Only this device: its label, its id, or 'this' (default: all).")
  private String device = "all";

  /** The device, or all. */
  public DeviceFilter filter() {
    return DeviceFilter.parse(device);
  }
}
