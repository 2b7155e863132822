package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.store.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A device's events that the view cannot count or show as they are.
 *
 * @param deviceId the device's random UUID
 * @param label its name
 * @param impossible how many events state token counts that cannot be true, see {@link
 *     Event#hasPossibleTokens}; their tokens count as 0
 * @param setAside how many events cannot be indexed and are in no view
 */
public record UncountedEvents(String deviceId, String label, long impossible, long setAside) {

  private static final String SELECT =
      """
      SELECT d.device_id, d.label, sum(impossible), sum(set_aside) FROM (
        SELECT source, count(*) AS impossible, 0 AS set_aside FROM entry
        WHERE impossible = 1 AND hidden = 0 GROUP BY source
        UNION ALL
        SELECT source, 0, sum(events) FROM set_aside GROUP BY source) found
      JOIN device d ON d.source = found.source
      GROUP BY d.source ORDER BY d.label, d.device_id
      """;

  /** Reads them from the catalog: a device without such events is not in the list. */
  public static List<UncountedEvents> list(Connection db) throws SQLException {
    List<UncountedEvents> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new UncountedEvents(
                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
      }
    }
    return found;
  }
}
