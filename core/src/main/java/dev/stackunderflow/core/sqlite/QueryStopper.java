package dev.stackunderflow.core.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.sqlite.ProgressHandler;

/** Stops queries that nobody waits for any more. */
public final class QueryStopper {

  private static final int INSTRUCTIONS_BETWEEN_CHECKS = 10_000;

  private QueryStopper() {}

  /**
   * Makes the queries of a connection fail once a condition holds.
   *
   * @param db the connection
   * @param cancelled asked every 10,000 instructions of SQLite's virtual machine, on the query's
   *     thread; once it returns true, the query fails with SQLITE_INTERRUPT
   * @throws SQLException if the connection is closed
   */
  public static void install(Connection db, BooleanSupplier cancelled) throws SQLException {
    ProgressHandler.setHandler(
        db,
        INSTRUCTIONS_BETWEEN_CHECKS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return cancelled.getAsBoolean() ? 1 : 0;
          }
        });
  }
}
