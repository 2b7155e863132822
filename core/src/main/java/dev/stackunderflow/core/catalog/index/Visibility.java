package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides, for the touched cells and usages only, what the view hides and whose usage counts.
 * {@code CROSS JOIN} makes SQLite go through those first; it would rather read an index of all
 * entries.
 */
final class Visibility {

  private static final String CANDIDATES =
      """
      SELECT e.id, d.device_id, s.session_id, p.slug, e.uuid_key, e.digest, e.stamp, e.seq,
             e.message, e.flags | (d.write_only << 40)
      FROM entry e
      JOIN device d ON d.source = e.source
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      WHERE e.cell = ?
      """;

  /** Marks every cell as changed. */
  static final String TOUCH_ALL_CELLS =
      "INSERT OR IGNORE INTO touched_cell SELECT DISTINCT cell FROM entry";

  /** Of the entries of one cell, read from the index: not worth a look where this is false. */
  static final String MAY_HOLD_COPIES =
      "min(source) <> max(source) OR count(uuid_key) > count(DISTINCT uuid_key)"
          + " OR sum(uuid_key IS NULL AND message) > 1";

  private static final String SHARED_CELLS =
      "SELECT cell FROM entry WHERE cell IN (SELECT cell FROM touched_cell) GROUP BY cell HAVING "
          + MAY_HOLD_COPIES;

  private final Connection db;

  private final ConflictChoices kept;

  Visibility(Connection db, ConflictChoices kept) {
    this.db = db;
    this.kept = kept;
  }

  static void prepare(Connection db) throws SQLException {
    Sqlite.execute(db, "CREATE TEMP TABLE IF NOT EXISTS touched_cell (cell INTEGER PRIMARY KEY)");
    Sqlite.execute(
        db, "CREATE TEMP TABLE IF NOT EXISTS touched_usage (usage_key INTEGER PRIMARY KEY)");
  }

  void decide() throws SQLException {
    showAll();
    try (PreparedStatement hide =
            db.prepareStatement("UPDATE entry SET hidden = ?, winner = ? WHERE id = ?");
        PreparedStatement select = db.prepareStatement(CANDIDATES)) {
      for (long cell : sharedCells()) {
        for (Merge.Loss loss : Merge.resolve(candidates(select, cell))) {
          hide.setInt(1, loss.hidden());
          hide.setLong(2, loss.winner());
          hide.setLong(3, loss.entry());
          hide.executeUpdate();
        }
      }
    }
    countOnce();
    Sqlite.execute(db, "DELETE FROM touched_cell");
    Sqlite.execute(db, "DELETE FROM touched_usage");
  }

  private void showAll() throws SQLException {
    // What is hidden or shown in a touched cell may move a usage to another line.
    Sqlite.execute(
        db,
        """
        INSERT OR IGNORE INTO touched_usage
        SELECT e.usage_key FROM touched_cell t CROSS JOIN entry e ON e.cell = t.cell
        WHERE e.usage_key IS NOT NULL
        """);
    Sqlite.execute(
        db,
        """
        UPDATE entry SET hidden = 0, winner = NULL
        WHERE hidden <> 0 AND winner IS NOT NULL AND cell IN (SELECT cell FROM touched_cell)
        """);
  }

  private List<Long> sharedCells() throws SQLException {
    List<Long> cells = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(SHARED_CELLS);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        cells.add(rows.getLong(1));
      }
    }
    return cells;
  }

  private List<Merge.Candidate> candidates(PreparedStatement select, long cell)
      throws SQLException {
    List<Merge.Candidate> candidates = new ArrayList<>();
    select.setLong(1, cell);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long uuidKey = row.getLong(5);
        Long uuidKeyOrNull = row.wasNull() ? null : uuidKey;
        candidates.add(
            new Merge.Candidate(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                uuidKeyOrNull,
                row.getBytes(6),
                kept.rank(cell, row.getBytes(6)),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9) == 1,
                row.getLong(10)));
      }
    }
    return candidates;
  }

  /**
   * Of the lines of one message the one with the largest output counts; a tie goes to the main
   * conversation over a side one, then to the last line.
   */
  private void countOnce() throws SQLException {
    Sqlite.execute(db, "DROP TABLE IF EXISTS temp.moved");
    Sqlite.execute(
        db,
        """
        CREATE TEMP TABLE moved AS
        SELECT id, place = 1 AS counted FROM (
          SELECT e.id, e.counted, row_number() OVER (
                   PARTITION BY e.usage_key
                   ORDER BY e.hidden <> 0, e.output_tokens DESC, e.sidechain, e.ts DESC,
                            d.device_id DESC, s.session_id DESC, e.seq DESC) AS place
          FROM touched_usage t
          CROSS JOIN entry e ON e.usage_key = t.usage_key
          JOIN session s ON s.id = e.session
          JOIN device d ON d.source = e.source)
        WHERE counted <> (place = 1) ORDER BY id
        """);
    Sqlite.execute(
        db,
        """
        UPDATE entry SET counted = m.counted FROM temp.moved m WHERE m.id = entry.id
        """);
    Sqlite.execute(db, "DROP TABLE temp.moved");
  }
}
