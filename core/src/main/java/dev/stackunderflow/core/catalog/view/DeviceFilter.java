package dev.stackunderflow.core.catalog.view;

/** Which devices' events a view shows. */
public sealed interface DeviceFilter {

  /** The events of all devices. */
  record All() implements DeviceFilter {}

  /** The events of this device. */
  record This() implements DeviceFilter {}

  /**
   * The events of one device.
   *
   * @param idOrLabel the device's id, the beginning of it, or its label
   */
  record One(String idOrLabel) implements DeviceFilter {}

  /**
   * Reads what a user types: {@code all}, {@code this}, or a device's id or label.
   *
   * @param text what was typed
   * @return the filter
   */
  static DeviceFilter parse(String text) {
    return switch (text) {
      case "all" -> new All();
      case "this" -> new This();
      default -> new One(text);
    };
  }
}
