package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Up to where the catalog has indexed its sources: the table {@code mark}. */
final class Marks {

  /** The store that the ids refer to. */
  static final String STORE_IDENTITY = "store";

  /** The replica that the ids refer to. */
  static final String REPLICA_IDENTITY = "replica";

  /** The highest indexed event id of the store. */
  static final String STORE_ID = "store_id";

  /** The highest indexed event id of the replica. */
  static final String REPLICA_ID = "replica_id";

  /** The names of the devices. */
  static final String DEVICES = "devices";

  /** How often this device has published something. */
  static final String PUBLISHED = "published";

  /** The generation up to which the stamps were read. */
  static final String PUBLISHED_GENERATION = "published_generation";

  /** The user's choices in conflicts. */
  static final String CHOICES = "kept";

  private final Connection db;

  Marks(Connection db) {
    this.db = db;
  }

  /** A mark's text; null where it was never set. */
  @Nullable String text(String name) throws SQLException {
    return Sqlite.text(db, "SELECT value FROM mark WHERE name = ?", name);
  }

  /** A mark's number; 0 where it was never set. */
  long number(String name) throws SQLException {
    return Sqlite.number(db, "SELECT CAST(value AS INTEGER) FROM mark WHERE name = ?", name);
  }

  void put(String name, String value) throws SQLException {
    Sqlite.update(db, "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)", name, value);
  }
}
