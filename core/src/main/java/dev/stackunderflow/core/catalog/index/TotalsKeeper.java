package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps the sums of what is visible: a row of {@code total} for each transcript, quarter of an
 * hour, model, tier, branch and kind of cost, and the sums over them in {@code session}. Triggers
 * note which quarters changed, so that only those are summed again.
 */
public final class TotalsKeeper {

  private static final List<String> NOTES =
      List.of(
          """
          CREATE TEMP TABLE IF NOT EXISTS touched_total (
            session INTEGER, quarter INTEGER, PRIMARY KEY (session, quarter)) WITHOUT ROWID
          """,
          """
          CREATE TEMP TRIGGER IF NOT EXISTS total_more AFTER INSERT ON main.entry BEGIN
            INSERT INTO touched_total VALUES (new.session, new.quarter) ON CONFLICT DO NOTHING;
          END
          """,
          """
          CREATE TEMP TRIGGER IF NOT EXISTS total_less AFTER DELETE ON main.entry BEGIN
            INSERT INTO touched_total VALUES (old.session, old.quarter) ON CONFLICT DO NOTHING;
          END
          """,
          """
          CREATE TEMP TRIGGER IF NOT EXISTS total_other AFTER UPDATE OF hidden, counted ON main.entry
          BEGIN
            INSERT INTO touched_total VALUES (new.session, new.quarter) ON CONFLICT DO NOTHING;
          END
          """);

  private static final List<String> STEPS =
      List.of(
          """
          DELETE FROM total
          WHERE (session, quarter) IN (SELECT session, quarter FROM touched_total)
          """,
          """
          INSERT INTO total
          SELECT e.session, e.quarter, e.model, e.tier, e.branch, e.cost_nanos > 0, count(*),
                 sum(e.message),
                 sum(e.input_tokens * e.counted), sum(e.output_tokens * e.counted),
                 sum(e.cache_create_tokens * e.counted), sum(e.cache_1h_tokens * e.counted),
                 sum(e.cache_read_tokens * e.counted),
                 CAST(total(e.cost_nanos * e.counted) AS INTEGER), min(e.ts), max(e.ts)
          FROM touched_total t CROSS JOIN entry e ON e.session = t.session AND e.quarter = t.quarter
          WHERE e.hidden = 0
          GROUP BY e.session, e.quarter, e.model, e.tier, e.branch, e.cost_nanos > 0
          """,
          """
          UPDATE session
          SET (shown, messages, input_tokens, output_tokens, cache_create_tokens,
               cache_read_tokens, first_ts, last_ts) = (
            SELECT coalesce(sum(t.shown), 0), coalesce(sum(t.messages), 0),
                   coalesce(sum(t.input_tokens), 0), coalesce(sum(t.output_tokens), 0),
                   coalesce(sum(t.cache_create_tokens), 0), coalesce(sum(t.cache_read_tokens), 0),
                   min(t.first_ts), max(t.last_ts)
            FROM total t WHERE t.session = session.id)
          WHERE id IN (SELECT session FROM touched_total)
          """,
          "DELETE FROM touched_total");

  private TotalsKeeper() {}

  /** From now on this connection notes what changes. */
  static void prepare(Connection db) throws SQLException {
    for (String sql : NOTES) {
      Sqlite.execute(db, sql);
    }
  }

  /** From now on it does not note what comes: a trigger makes every insert several times dearer. */
  static void ignoreWhatComes(Connection db) throws SQLException {
    Sqlite.execute(db, "DROP TRIGGER temp.total_more");
  }

  /** Sums everything up again, and restores the triggers. */
  static void touchAll(Connection db) throws SQLException {
    Sqlite.execute(
        db, "INSERT OR IGNORE INTO touched_total SELECT DISTINCT session, quarter FROM entry");
    prepare(db);
  }

  /** Sums up again what changed. */
  static void refresh(Connection db) throws SQLException {
    for (String sql : STEPS) {
      Sqlite.execute(db, sql);
    }
  }
}
