package dev.stackunderflow.core.catalog.detail;

import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The tables {@code tool_call}, {@code tool_failure}, {@code pull_request} and {@code
 * limit_statement}. They are filled when a view first asks for them, so that an ingest or a pull
 * does not pay for them; later only with what is new.
 */
public final class DetailIndex {

  private static final String MARK = "detail_entry";

  private final Connection db;
  private final EventReader events;

  /** Indexes what the catalog lists; the contents come through the reader. */
  public DetailIndex(Connection db, EventReader events) {
    this.db = db;
    this.events = events;
  }

  /** Indexes what arrived since the last time, in one transaction. */
  public void refresh(IndexProgress progress) throws SQLException, IOException {
    long mark = Sqlite.number(db, "SELECT CAST(value AS INTEGER) FROM mark WHERE name = ?", MARK);
    long last = Sqlite.number(db, "SELECT max(id) FROM entry");
    if (last <= mark) {
      return;
    }
    Sqlite.useTransaction(
        db,
        () -> {
          add(mark, last, progress);
          Sqlite.update(db, "INSERT OR REPLACE INTO mark VALUES (?, ?)", MARK, Long.toString(last));
        });
  }

  private void add(long mark, long last, IndexProgress progress) throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT e.id, e.source, e.event_id, p.provider
                FROM entry e JOIN session s ON s.id = e.session JOIN project p ON p.id = s.project
                WHERE e.id > ? AND (e.message = 1 OR p.provider IN ('claude', 'codex'))
                ORDER BY e.id
                """);
        var writer = new DetailWriter(db)) {
      select.setLong(1, mark);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          writer.add(row.getLong(1), row.getString(4), events.read(row.getLong(2), row.getLong(3)));
          progress.at(row.getLong(1) - mark, last - mark);
        }
      }
    }
  }
}
