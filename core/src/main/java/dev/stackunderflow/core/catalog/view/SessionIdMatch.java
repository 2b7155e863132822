package dev.stackunderflow.core.catalog.view;

import java.sql.SQLException;
import java.util.List;

/**
 * How a session is found by what a user types: its whole id, or the beginning of it. The exact id
 * wins, so that a session whose id is the beginning of another one can be named.
 */
public final class SessionIdMatch {

  private static final String EXACT = "s.thread = ?";
  private static final String PREFIX = "instr(s.thread, ?) = 1";

  private SessionIdMatch() {}

  /** Selects with a condition on the catalog's {@code session s} that takes one parameter. */
  @FunctionalInterface
  public interface Query<T> {
    /** Runs with the condition and its parameter. */
    List<T> select(String condition, String idOrPrefix) throws SQLException;
  }

  /**
   * Finds the sessions with this id; only where there is none, those whose id begins with it.
   *
   * @param idOrPrefix what the user typed
   * @param query selects sessions by a condition
   * @return what the query returned; empty where no session matches
   */
  public static <T> List<T> find(String idOrPrefix, Query<T> query) throws SQLException {
    List<T> exact = query.select(EXACT, idOrPrefix);
    return exact.isEmpty() ? query.select(PREFIX, idOrPrefix) : exact;
  }
}
