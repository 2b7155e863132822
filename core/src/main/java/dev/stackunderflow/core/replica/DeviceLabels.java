package dev.stackunderflow.core.replica;

/** Tells devices with the same label apart. */
public final class DeviceLabels {

  private static final int ID_LENGTH = 8;

  private DeviceLabels() {}

  /**
   * A label that another device has too, with the beginning of the id: {@code laptop (1f0c9a2e)}.
   *
   * @param label the label
   * @param id the device's id
   */
  public static String withId(String label, String id) {
    return label + " (" + id.substring(0, Math.min(ID_LENGTH, id.length())) + ")";
  }
}
