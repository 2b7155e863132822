package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.replica.DeviceLabels;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Finds the device that a user names by id, label or the beginning of an id. */
public final class DeviceResolver {

  private DeviceResolver() {}

  /**
   * The catalog's number of the filter's device.
   *
   * @param db a connection
   * @param table the catalog's table of devices, as that connection names it
   * @param filter whose events
   * @return the number, 0 for this device; empty for all devices
   * @throws UnknownDeviceException if no device, or more than one, matches
   */
  public static OptionalLong source(Connection db, String table, DeviceFilter filter)
      throws SQLException, IOException {
    return switch (filter) {
      case DeviceFilter.All _ -> OptionalLong.empty();
      case DeviceFilter.This _ -> OptionalLong.of(0);
      case DeviceFilter.One one -> OptionalLong.of(named(db, table, one.idOrLabel()));
    };
  }

  private record Row(long source, String deviceId, String label) {}

  private static long named(Connection db, String table, String idOrLabel)
      throws SQLException, IOException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT source, device_id, label FROM " + table + " ORDER BY source");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(
            new Row(row.getLong("source"), row.getString("device_id"), row.getString("label")));
      }
    }
    return one(rows, Row::deviceId, Row::label, idOrLabel).source();
  }

  /**
   * The one device that a user names.
   *
   * @param devices the devices to choose from
   * @param id a device's id
   * @param label a device's label
   * @param idOrLabel an id, at least 4 characters of its beginning, or a label
   * @throws UnknownDeviceException if no device, or more than one, has this name; the message lists
   *     all of them
   */
  public static <T> T one(
      Collection<T> devices, Function<T, String> id, Function<T, String> label, String idOrLabel)
      throws UnknownDeviceException {
    List<T> found =
        devices.stream().filter(d -> isNamed(id.apply(d), label.apply(d), idOrLabel)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    var known = new StringBuilder();
    devices.forEach(
        d -> known.append("\n  ").append(label.apply(d)).append("  ").append(id.apply(d)));
    throw new UnknownDeviceException(
        (found.isEmpty() ? "No device matches " : "Several devices match ")
            + idOrLabel
            + ". Use the label, or the beginning of the id, of one of these:"
            + known);
  }

  private static boolean isNamed(String id, String label, String idOrLabel) {
    return id.equals(idOrLabel)
        || label.equals(idOrLabel)
        || label.equals(DeviceLabels.withId(idOrLabel, id))
        || (idOrLabel.length() >= 4 && id.startsWith(idOrLabel));
  }
}
