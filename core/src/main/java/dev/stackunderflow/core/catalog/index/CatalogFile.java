package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens the catalog's file; one of another version, or that is no database, is made anew. */
public final class CatalogFile {

  /** SQLite {@code user_version} of the catalog; another one means another layout. */
  static final int SCHEMA_VERSION = 4;

  private CatalogFile() {}

  public static Connection open(Path file) throws SQLException, IOException {
    try {
      return openOrCreate(file);
    } catch (SQLException e) {
      // Derived data: what can't be read is made anew from the store and the replica.
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Files.deleteIfExists(Path.of(file + suffix));
      }
      return openOrCreate(file);
    }
  }

  private static Connection openOrCreate(Path file) throws SQLException, IOException {
    Connection db = Sqlite.open(file);
    try {
      long version = Sqlite.number(db, "PRAGMA user_version");
      if (version != 0 && version != SCHEMA_VERSION) {
        throw new SQLException("a catalog of layout " + version);
      }
      if (version == 0) {
        Sqlite.useTransaction(
            db,
            () -> {
              if (Sqlite.number(db, "PRAGMA user_version") == 0) {
                Sqlite.script(db, CatalogFile.class, "catalog.sql");
                Sqlite.execute(db, "PRAGMA user_version = " + SCHEMA_VERSION);
              }
            });
      }
      return db;
    } catch (SQLException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }
}
