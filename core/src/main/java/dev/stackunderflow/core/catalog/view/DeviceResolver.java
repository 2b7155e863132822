package dev.stackunderflow.core.catalog.view;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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

  private static long named(Connection db, String table, String idOrLabel)
      throws SQLException, IOException {
    List<Long> sources = new ArrayList<>();
    var known = new StringBuilder();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT source, device_id, label FROM " + table + " ORDER BY source");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String id = row.getString(2);
        String label = row.getString(3);
        known.append("\n  ").append(label).append("  ").append(id);
        if (id.equals(idOrLabel)
            || label.equals(idOrLabel)
            || (idOrLabel.length() >= 4 && id.startsWith(idOrLabel))) {
          sources.add(row.getLong(1));
        }
      }
    }
    if (sources.size() != 1) {
      throw new UnknownDeviceException(
          (sources.isEmpty() ? "No device matches " : "Several devices match ")
              + idOrLabel
              + ". Use the label, or the beginning of the id, of one of these:"
              + known);
    }
    return sources.getFirst();
  }
}
