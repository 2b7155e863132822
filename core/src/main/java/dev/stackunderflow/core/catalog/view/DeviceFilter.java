package dev.stackunderflow.core.catalog.view;

/** Whose events a view shows. */
public sealed interface DeviceFilter {

  /** Those of every device. */
  record All() implements DeviceFilter {}

  /** Those of this device only. */
  record This() implements DeviceFilter {}

  /**
   * Those of one device.
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
