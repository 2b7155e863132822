package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in more rows than there were. Keys that are hashes come in random order, and an index of
 * them that grows row by row is read and written all over for each; it is made at the end, sorted.
 */
final class BulkLoad {

  private static final List<String> OF_HASHES = List.of("entry_cell", "entry_usage");

  private final Connection db;
  private final List<String> definitions = new ArrayList<>();

  private BulkLoad(Connection db) {
    this.db = db;
  }

  /**
   * Drops the indexes, and what else costs by the row; the caller's transaction holds until {@link
   * #end()}.
   */
  static BulkLoad begin(Connection db) throws SQLException {
    var load = new BulkLoad(db);
    TotalsKeeper.ignoreWhatComes(db);
    for (String index : OF_HASHES) {
      load.definitions.add(
          Sqlite.text(db, "SELECT sql FROM main.sqlite_schema WHERE name = ?", index));
      Sqlite.execute(db, "DROP INDEX " + index);
    }
    return load;
  }

  /** Makes the indexes, and touches what new rows can have changed: what has several. */
  void end() throws SQLException {
    for (String definition : definitions) {
      Sqlite.execute(db, definition);
    }
    Sqlite.execute(
        db,
        "INSERT OR IGNORE INTO touched_cell SELECT cell FROM entry GROUP BY cell HAVING "
            + Visibility.MAY_HOLD_COPIES);
    Sqlite.execute(
        db,
        """
        INSERT OR IGNORE INTO touched_usage
        SELECT usage_key FROM entry WHERE usage_key IS NOT NULL
        GROUP BY usage_key HAVING count(*) > 1
        """);
    TotalsKeeper.touchAll(db);
  }
}
