package dev.stackunderflow.core.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one connection, each prepared once however often it runs. For one thread; a
 * statement whose rows are still being read must not be asked for again.
 */
public final class Statements implements AutoCloseable {

  private final Connection db;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Statements of a connection, which stays the caller's to close. */
  public Statements(Connection db) {
    this.db = db;
  }

  /** The connection. */
  public Connection connection() {
    return db;
  }

  /** A statement, to bind and run; this closes it. */
  public PreparedStatement of(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = db.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** Runs a statement with parameters and returns how many rows it changed. */
  public int update(String sql, @Nullable Object... args) throws SQLException {
    PreparedStatement statement = of(sql);
    Sqlite.bind(statement, args);
    return statement.executeUpdate();
  }

  /** The first column of the first row as a number, or 0 where there is no row or it is null. */
  public long number(String sql, @Nullable Object... args) throws SQLException {
    PreparedStatement statement = of(sql);
    Sqlite.bind(statement, args);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The first column of the first row as text, or null where there is no row or it is null. */
  public @Nullable String text(String sql, @Nullable Object... args) throws SQLException {
    PreparedStatement statement = of(sql);
    Sqlite.bind(statement, args);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }
}
