package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.catalog.index.CatalogFile;
import dev.stackunderflow.core.catalog.report.GlanceTotals;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.UsageBlock;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.price.PriceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a status line shows, from the catalog as it is: nothing is imported, indexed or waited for.
 *
 * @param session the session's totals over all devices; null where the catalog has none
 * @param day today's totals over all devices
 * @param block Claude's window of five hours; null where nothing was used in it
 * @param asOf when the catalog was last written
 */
public record CatalogGlance(
    @Nullable Counts session, GlanceTotals.Day day, @Nullable UsageBlock block, Instant asOf) {

  /**
   * Reads.
   *
   * @param home where the catalog is
   * @param sessionId the session; null for none
   * @param now which day and window
   * @param zone the time zone of the day
   * @param prices the price table
   * @return the totals; null if there is no catalog, or another version of the program wrote it
   * @throws SQLException if the file cannot be read now
   * @throws IOException if its time cannot be read
   */
  public static @Nullable CatalogGlance read(
      Home home, @Nullable String sessionId, Instant now, ZoneId zone, PriceTable prices)
      throws SQLException, IOException {
    Instant asOf = asOf(home.catalog()); // before it is opened, which may create its -wal
    Connection db = asOf == null ? null : CatalogFile.openAsItIs(home.catalog());
    if (db == null || asOf == null) {
      return null;
    }
    try (db) {
      var totals = new GlanceTotals(db, prices);
      return new CatalogGlance(
          sessionId == null ? null : totals.session(sessionId),
          totals.day(now, zone),
          totals.block(now),
          asOf);
    }
  }

  private static @Nullable Instant asOf(Path catalog) throws IOException {
    if (!Files.exists(catalog)) {
      return null;
    }
    Instant written = Files.getLastModifiedTime(catalog).toInstant();
    Path log = catalog.resolveSibling(catalog.getFileName() + "-wal");
    if (Files.exists(log) && Files.size(log) > 0) {
      Instant logged = Files.getLastModifiedTime(log).toInstant();
      return logged.isAfter(written) ? logged : written;
    }
    return written;
  }
}
