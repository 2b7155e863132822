package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the requests made to the bucket, by day (UTC) and kind. */
public final class RequestLog {

  private final Connection db;

  RequestLog(Connection db) {
    this.db = db;
  }

  /** Adds requests of one kind, such as {@code put}, to a day. */
  public void add(LocalDate day, String kind, long count) throws SQLException {
    if (count > 0) {
      Sqlite.update(
          db,
          """
          INSERT INTO request_count (day, kind, n) VALUES (?, ?, ?)
          ON CONFLICT (day, kind) DO UPDATE SET n = n + excluded.n
          """,
          day.toString(),
          kind,
          count);
    }
  }

  /** The requests from a day on, by kind. */
  public Map<String, Long> since(LocalDate day) throws SQLException {
    Map<String, Long> byKind = new TreeMap<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT kind, sum(n) AS n FROM request_count WHERE day >= ? GROUP BY kind")) {
      select.setString(1, day.toString());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          byKind.put(row.getString("kind"), row.getLong("n"));
        }
      }
    }
    return byKind;
  }

  /** The first day from a day on with any request. */
  public Optional<LocalDate> firstDaySince(LocalDate day) throws SQLException {
    return Optional.ofNullable(
            Sqlite.text(db, "SELECT min(day) FROM request_count WHERE day >= ?", day.toString()))
        .map(LocalDate::parse);
  }

  /** The requests of one day, of all kinds. */
  public long on(LocalDate day) throws SQLException {
    return Sqlite.number(db, "SELECT sum(n) FROM request_count WHERE day = ?", day.toString());
  }
}
