package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A table that gives each name a number. */
final class NameTable {

  private final Connection db;
  private final String insert;
  private final Map<String, Long> known = new HashMap<>();

  /** A table with the columns {@code id} and {@code name}. */
  NameTable(Connection db, String table) {
    this.db = db;
    this.insert =
        "INSERT INTO "
            + table
            + " (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name"
            + " RETURNING id";
  }

  long id(String name) throws SQLException {
    Long id = known.get(name);
    if (id == null) {
      id = Sqlite.number(db, insert, name);
      known.put(name, id);
    }
    return id;
  }
}
