package dev.stackunderflow.sync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants in SQLite columns: ISO 8601 UTC text, or NULL. */
final class Times {

  private Times() {}

  static @Nullable Instant read(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Instant.parse(text);
  }

  static @Nullable String write(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
