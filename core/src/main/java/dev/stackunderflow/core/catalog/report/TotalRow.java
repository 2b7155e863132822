package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import dev.stackunderflow.core.price.Bill;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@code total} with its cost. */
record TotalRow(
    Transcript transcript,
    long quarter,
    long model,
    int tier,
    long branch,
    boolean isStated,
    long messages,
    long input,
    long output,
    long cacheCreate,
    long cacheHour,
    long cacheRead,
    long costNanos,
    Bill bill) {

  /** The columns that {@link #read} expects, in this order. */
  static final String COLUMNS =
      """
      session, quarter, model, tier, messages, input_tokens, output_tokens, cache_create_tokens,
      cache_1h_tokens, cache_read_tokens, branch, stated, cost_nanos\
      """;

  /** A condition: the row has tokens. */
  static final String HAS_TOKENS =
      "input_tokens + output_tokens + cache_create_tokens + cache_read_tokens > 0";

  /** The rows of a span of quarters. */
  static final String SELECT =
      "SELECT "
          + COLUMNS
          + " FROM total WHERE quarter >= ? AND quarter < ? ORDER BY session, quarter";

  /** The rows with tokens and a time, in the order of their times. */
  static final String BY_TIME =
      "SELECT "
          + COLUMNS
          + " FROM total WHERE quarter > "
          + QuarterHours.NONE
          + " AND "
          + HAS_TOKENS
          + " ORDER BY quarter";

  /**
   * The device, project and session of a row.
   *
   * @param source the device
   * @param project the project on that device
   * @param thread a number for the session that contains the transcript, the same on all devices
   */
  record Transcript(long source, long project, long thread) {}

  static TotalRow read(ResultSet row, Transcript transcript) throws SQLException {
    return new TotalRow(
        transcript,
        row.getLong(2),
        row.getLong(3),
        row.getInt(4),
        row.getLong(11),
        row.getBoolean(12),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(13),
        new Bill());
  }

  long tokens() {
    return input + output + cacheCreate + cacheRead;
  }
}
