package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens the catalog's file. A file of another layout, or a damaged one, is rebuilt. */
public final class CatalogFile {

  /** SQLite {@code user_version} of the catalog; another one means another layout. */
  static final int SCHEMA_VERSION = 4;

  private CatalogFile() {}

  public static Connection open(Path file) throws SQLException, IOException {
    try {
      return openOrCreate(file);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e) && !(e instanceof OtherLayout)) {
        throw e; // busy, full or unreadable: the file may be fine, and another process may use it
      }
      // Derived data: rebuilt from the store and the replica.
      SqliteFiles.delete(file);
      return openOrCreate(file);
    }
  }

  /** Another version of this program wrote the file. */
  private static final class OtherLayout extends SQLException {
    OtherLayout(long version) {
      super("the catalog has layout " + version + ", this program writes " + SCHEMA_VERSION);
    }
  }

  private static Connection openOrCreate(Path file) throws SQLException, IOException {
    Connection db = Sqlite.open(file);
    try {
      long version = Sqlite.number(db, "PRAGMA user_version");
      if (version != 0 && version != SCHEMA_VERSION) {
        throw new OtherLayout(version);
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
