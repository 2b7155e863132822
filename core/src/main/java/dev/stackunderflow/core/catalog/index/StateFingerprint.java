package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A hash of the whole merged state: every event of every device, when it was published, and whether
 * the view shows and counts it. Two devices that see the same have the same one.
 */
public final class StateFingerprint {

  private static final String ROWS =
      """
      SELECT d.device_id, p.provider, p.slug, s.session_id, e.seq, e.ts, e.stamp, e.hidden,
             e.counted, e.flags, e.digest
      FROM entry e
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      ORDER BY 1, 2, 3, 4, 5, 6, 11
      """;

  private StateFingerprint() {}

  /** SHA-256 over all of it, in an order that is the same everywhere. */
  public static byte[] of(Connection db) throws SQLException {
    MessageDigest hash = Sha256.start();
    try (PreparedStatement select = db.prepareStatement(ROWS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        for (int column = 1; column <= 10; column++) {
          hash.update(String.valueOf(row.getString(column)).getBytes(StandardCharsets.UTF_8));
          hash.update((byte) 0);
        }
        hash.update(row.getBytes(11));
      }
    }
    return hash.digest();
  }
}
