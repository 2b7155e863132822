package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of {@code own_segment}. */
final class SegmentRows {

  /** Begins a query for segments; the table is called {@code s}. */
  static final String SELECT =
      """
      SELECT s.id, s.from_gen, s.to_gen, s.born, s.stamp, s.bytes, s.sha256, s.events, s.level,
             s.died, s.died_at
      FROM own_segment s
      """;

  private SegmentRows() {}

  /** Makes something of a row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  static List<Head.SegmentRef> read(Connection db, String sql, Object... args) throws SQLException {
    return read(db, SegmentRows::segment, sql, args);
  }

  static <T> List<T> read(Connection db, Mapper<T> mapper, String sql, Object... args)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, args);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(mapper.map(row));
        }
      }
    }
    return found;
  }

  static Head.SegmentRef segment(ResultSet row) throws SQLException {
    return new Head.SegmentRef(
        row.getString("id"),
        row.getLong("from_gen"),
        row.getLong("to_gen"),
        row.getLong("born"),
        row.getLong("stamp"),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getLong("events"));
  }
}
