package dev.stackunderflow.core.export;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Runs SQL queries on the union view. */
public final class Sql {

  private static final Pattern REASON = Pattern.compile("(?s)\\[[A-Z_]+\\].*?\\((.*)\\)");

  private static final String ONLY_READS = "This command only reads. Nothing was changed.";

  private final UnionView view;

  /** Queries a view. */
  public Sql(UnionView view) {
    this.view = view;
  }

  /**
   * Runs one statement that reads, and streams its rows.
   *
   * @param sql the statement
   * @param sink receives the rows
   * @throws QueryRejectedException if the statement does more than read, or SQLite does not accept
   *     it
   * @throws SQLException if a file cannot be read
   * @throws IOException if the sink fails
   */
  public void run(String sql, RowSink sink) throws SQLException, IOException {
    ReadOnlySql.check(sql);
    try (PreparedStatement statement = view.connection().prepareStatement(sql)) {
      if (!statement.execute()) {
        throw new QueryRejectedException(ONLY_READS);
      }
      answer(statement, sink);
    } catch (SQLiteException e) {
      if (isTheStatements(e.getResultCode())) {
        throw new QueryRejectedException(words(e));
      }
      throw e;
    }
  }

  private static void answer(PreparedStatement statement, RowSink sink)
      throws SQLException, IOException {
    try (ResultSet row = statement.getResultSet()) {
      ResultSetMetaData meta = row.getMetaData();
      int width = meta.getColumnCount();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        names.add(meta.getColumnLabel(i));
      }
      sink.columns(names);
      while (row.next()) {
        List<@Nullable Object> values = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          values.add(row.getObject(i));
        }
        sink.row(values);
      }
      sink.end();
    }
  }

  private static boolean isTheStatements(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_ERROR,
          SQLITE_AUTH,
          SQLITE_READONLY,
          SQLITE_MISMATCH,
          SQLITE_RANGE,
          SQLITE_TOOBIG,
          SQLITE_MISUSE ->
          true;
      default -> false;
    };
  }

  private static String words(SQLiteException e) {
    if (e.getResultCode() == SQLiteErrorCode.SQLITE_READONLY) {
      return ONLY_READS;
    }
    Matcher reason = REASON.matcher(String.valueOf(e.getMessage()));
    return "SQL: " + (reason.find() ? reason.group(1) : e.getMessage());
  }
}
