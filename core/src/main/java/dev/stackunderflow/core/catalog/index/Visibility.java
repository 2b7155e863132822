package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Decides, for the touched cells and usages only, what the view hides and whose usage counts. */
final class Visibility {

  /** Has every cell decided anew. */
  static final String TOUCH_ALL_CELLS =
      "INSERT OR IGNORE INTO touched_cell SELECT DISTINCT cell FROM entry";

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
    for (long cell : sharedCells()) {
      try (PreparedStatement hide =
          db.prepareStatement("UPDATE entry SET hidden = ?, winner = ? WHERE id = ?")) {
        for (Merge.Loss loss : Merge.resolve(candidates(cell))) {
          hide.setInt(1, loss.isConflict() ? 2 : 1);
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
        SELECT e.usage_key FROM touched_cell t JOIN entry e ON e.cell = t.cell
        WHERE e.usage_key IS NOT NULL
        """);
    Sqlite.execute(
        db,
        """
        UPDATE entry SET hidden = 0, winner = NULL
        WHERE hidden <> 0 AND cell IN (SELECT cell FROM touched_cell)
        """);
  }

  private List<Long> sharedCells() throws SQLException {
    List<Long> cells = new ArrayList<>();
    if (Sqlite.number(db, "SELECT count(*) FROM device") < 2) {
      return cells;
    }
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT t.cell FROM touched_cell t JOIN entry e ON e.cell = t.cell
                GROUP BY t.cell HAVING min(e.source) <> max(e.source)
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        cells.add(rows.getLong(1));
      }
    }
    return cells;
  }

  private List<Merge.Candidate> candidates(long cell) throws SQLException {
    List<Merge.Candidate> candidates = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT e.id, d.device_id, p.slug, e.uuid_key, e.digest, e.stamp, e.seq,
                   e.message
            FROM entry e
            JOIN device d ON d.source = e.source
            JOIN session s ON s.id = e.session
            JOIN project p ON p.id = s.project
            WHERE e.cell = ?
            """)) {
      select.setLong(1, cell);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long uuidKey = row.getLong(4);
          Long uuidKeyOrNull = row.wasNull() ? null : uuidKey;
          candidates.add(
              new Merge.Candidate(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  uuidKeyOrNull,
                  row.getBytes(5),
                  kept.rank(cell, row.getBytes(5)),
                  row.getLong(6),
                  row.getLong(7),
                  row.getInt(8) == 1));
        }
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
          JOIN entry e ON e.usage_key = t.usage_key
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
