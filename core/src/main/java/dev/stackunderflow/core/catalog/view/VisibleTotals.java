package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.index.TotalsKeeper;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The totals of what is visible, as {@link TotalsKeeper} maintains them in the catalog's {@code
 * session} table.
 */
final class VisibleTotals {

  /** The columns {@code first_ts}, {@code last_ts}, {@code messages} and the token counts. */
  static final String COLUMNS =
      """
      min(s.first_ts) AS first_ts, max(s.last_ts) AS last_ts, sum(s.messages) AS messages,
      sum(s.input_tokens) AS input_tokens, sum(s.output_tokens) AS output_tokens,
      sum(s.cache_create_tokens) AS cache_create_tokens,
      sum(s.cache_read_tokens) AS cache_read_tokens
      """;

  /** Sessions {@code s} with a visible event, with their project {@code p} and device {@code d}. */
  static final String FROM =
      """
      FROM session s
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = s.source
      WHERE s.shown > 0
      """;

  private VisibleTotals() {}

  static Tokens tokens(ResultSet row) throws SQLException {
    return new Tokens(
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getLong("cache_create_tokens"),
        row.getLong("cache_read_tokens"));
  }
}
