package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often the last push failed in a row, and when the next automatic attempt is due. */
public final class RetryState {

  private final Connection db;

  RetryState(Connection db) {
    this.db = db;
  }

  /**
   * The failures in a row.
   *
   * @param attempts failed attempts in a row; 0 for none
   * @param nextAttemptAt when the next automatic attempt is due; null if retrying cannot help
   * @param lastError the last failure, in words; null for none
   */
  public record Retry(int attempts, @Nullable Instant nextAttemptAt, @Nullable String lastError) {}

  /** The failures since the last success. */
  public Retry current() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement("SELECT attempts, next_attempt_at, last_error FROM retry");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Retry(
              row.getInt("attempts"),
              Times.read(row, "next_attempt_at"),
              row.getString("last_error"))
          : new Retry(0, null, null);
    }
  }

  /** Records a failed attempt. */
  public void put(Retry retry) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT OR REPLACE INTO retry (id, attempts, next_attempt_at, last_error)
        VALUES (1, ?, ?, ?)
        """,
        retry.attempts(),
        Times.write(retry.nextAttemptAt()),
        retry.lastError());
  }

  /** Records a success. */
  public void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM retry");
  }
}
